import "server-only";
import type { Context } from "@/lib/context";
import type { Download } from "@/lib/download";
import { forbiddenError } from "@/lib/errors";
import { requirePermission, viewScopeOf } from "@/lib/performance/access";
import { localDateOf } from "@/lib/performance/domain/local-time";
import { summaryColumns } from "@/lib/performance/export/columns";
import { definitionsOf } from "@/lib/performance/export/json";
import { readPages } from "@/lib/performance/export/pages";
import { type FileChoice, tableDownload } from "@/lib/performance/export/table-download";
import { showsIndividuals } from "@/lib/performance/privacy";
import { listGroupStandings } from "@/lib/performance/queries/group-standings";
import type { Group } from "@/lib/performance/queries/groups";
import type { MemberStanding } from "@/lib/performance/queries/member-standing";
import type { UserSummary } from "@/lib/performance/schemas/user";
import { buildSummaries, trendStart } from "./member-standing";
import { positionOf } from "./ranking-cursor";
import { recordAccess } from "./record-access";

/** Read in one statement, so that nobody can move from one page to another; what is larger comes in pages. */
const PAGE = 5000;

/**
 * Everybody whom the caller sees, and where they stand, as a file in the order of the ranking.
 *
 * @throws AppError `forbidden` or `invalid_request`.
 */
export async function exportTeam(context: Context, choice: FileChoice): Promise<Download> {
  const { organizationId, organization, now } = context;
  requirePermission(context.actor, "view_team");
  if (!showsIndividuals(context)) throw forbiddenError();
  const group = groupOf(context);
  const file = {
    name: `performance-team-${localDateOf(now, organization.timeZone)}`,
    columns: summaryColumns,
    pages: summariesOf(context, group),
    head: {
      organization_id: organizationId,
      columns: definitionsOf(summaryColumns),
      export_date: now,
    },
    rowsName: "members",
  };
  const download = tableDownload(file, choice);
  if (group.kind !== "member") {
    const id = group.kind === "team" ? group.teamId : organizationId;
    await recordAccess(context, { type: group.kind, id }, "export");
  }
  return download;
}

/** A lead who lost their team sees only themself. */
function groupOf({ actor }: Context): Group {
  const scope = viewScopeOf(actor);
  if (scope.kind !== "self") return scope;
  if (actor.userId === null) throw forbiddenError();
  return { kind: "member", userId: actor.userId };
}

async function* summariesOf(
  context: Context,
  group: Group,
): AsyncGenerator<readonly UserSummary[]> {
  const { database, organizationId } = context;
  const pages = readPages<MemberStanding>(PAGE, async (last) => {
    const { page } = await listGroupStandings(database, organizationId, group, {
      top: 0,
      limit: PAGE,
      after: last === null ? null : positionOf(last),
      from: trendStart(context),
    });
    return page;
  });
  for await (const page of pages) yield await buildSummaries(context, page);
}
