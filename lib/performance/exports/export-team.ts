import "server-only";
import type { Context } from "@/lib/context";
import { createForbiddenError } from "@/lib/errors";
import type { Download } from "@/lib/http/download";
import { requirePermission } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { recordAccess } from "@/lib/performance/access/record-access";
import { getViewScope } from "@/lib/performance/access/visible-members";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { summaryColumns } from "@/lib/performance/exports/columns";
import { getColumnDefinitions } from "@/lib/performance/exports/json";
import { readPages } from "@/lib/performance/exports/pages";
import { createTableDownload, type FileOptions } from "@/lib/performance/exports/table-download";
import { listGroupSummaries } from "@/lib/performance/ledger/queries/group-summaries";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import type { MemberSummary } from "@/lib/performance/ledger/queries/member-summary";
import { toRankingCursor } from "@/lib/performance/pagination/ranking-cursor";
import type { UserSummary } from "@/lib/performance/summaries/schemas";
import { buildSummaries, getSummaryDays } from "@/lib/performance/summaries/summarize-members";

/** Read in one statement, so that no member can move between pages; larger groups are read in pages. */
const PAGE = 5000;

/**
 * All members that the caller may see with their figures, as a file in the order of the ranking.
 *
 * @throws AppError `forbidden` or `invalid_request`.
 */
export async function exportTeam(context: Context, options: FileOptions): Promise<Download> {
  const { organizationId, organization, now } = context;
  requirePermission(context.actor, "view_team");
  if (!showsIndividuals(context)) throw createForbiddenError("privacy_mode");
  const group = getExportGroup(context);
  const file = {
    name: `performance-team-${toLocalDate(now, organization.timeZone)}`,
    columns: summaryColumns,
    pages: readSummaries(context, group),
    head: {
      organization_id: organizationId,
      columns: getColumnDefinitions(summaryColumns),
      export_date: now,
    },
    rowsName: "members",
  };
  const download = createTableDownload(file, options);
  if (group.kind !== "member") {
    const id = group.kind === "team" ? group.teamId : organizationId;
    await recordAccess(context, { type: group.kind, id }, "export");
  }
  return download;
}

/** A lead who lost their team sees only themself. */
function getExportGroup({ actor }: Context): Group {
  const scope = getViewScope(actor);
  if (scope.kind !== "self") return scope;
  if (actor.userId === null) throw createForbiddenError("role_required");
  return { kind: "member", userId: actor.userId };
}

async function* readSummaries(
  context: Context,
  group: Group,
): AsyncGenerator<readonly UserSummary[]> {
  const { database, organizationId } = context;
  const pages = readPages<MemberSummary>(PAGE, async (last) => {
    const { page } = await listGroupSummaries(database, organizationId, group, {
      top: 0,
      limit: PAGE,
      after: last === null ? null : toRankingCursor(last),
      days: getSummaryDays(context),
    });
    return page;
  });
  for await (const page of pages) yield await buildSummaries(context, page);
}
