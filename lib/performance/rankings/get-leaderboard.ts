import "server-only";
import type { Context } from "@/lib/context";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import {
  hasPermission,
  requireMayRequestMember,
  requirePermission,
} from "@/lib/performance/access/permissions";
import {
  requireIndividuals,
  serializeName,
  showsNames,
} from "@/lib/performance/access/privacy-mode";
import { recordAccess } from "@/lib/performance/access/record-access";
import { getTeamId, requireGroup } from "@/lib/performance/access/require-group";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import {
  createRankingCursor,
  parseRankingCursor,
} from "@/lib/performance/pagination/ranking-cursor";
import {
  type LeaderboardPage,
  listLeaderboard,
} from "@/lib/performance/rankings/queries/leaderboard";
import { searchMemberIds } from "@/lib/performance/rankings/queries/member-search";
import type { Leaderboard, LeaderboardEntry } from "@/lib/performance/rankings/schemas";
import { serializeAsOf, toScore } from "@/lib/performance/summaries/serializers";
import { listPeriodLeaderboard } from "./list-period-leaderboard";
import type { RankedMember, RankedPage } from "./ranked-member";

/** A member with the five above and the five below. */
const NEIGHBOURS_SHOWN = 11;

export type LeaderboardInput = {
  /** Absent: by the current score. */
  readonly days?: number | undefined;
  readonly teamId?: TeamId | undefined;
  /** 1–1000, by default 100; for a page around a member 1–11, by default 11. */
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  /** The member in the middle of the page. */
  readonly around?: number | undefined;
  /** Leaves out members whose name, as the caller sees it, does not contain this text. */
  readonly search?: string | undefined;
};

/**
 * A ranking by the current score, or by the completions of the last local days.
 *
 * @throws AppError `forbidden`; `not_found` for a team or a member out of sight; `invalid_request` for a cursor that no
 * page of this list returned, and for a cursor or a search together with `around`.
 */
export async function getLeaderboard(
  context: Context,
  input: LeaderboardInput = {},
): Promise<Leaderboard> {
  const { database, organizationId } = context;
  const { days, around } = input;
  const seesOwnRankOnly = !hasPermission(context.actor, "view_team");
  const { limit = seesOwnRankOnly ? NEIGHBOURS_SHOWN : 100 } = input;
  requireRankingAccess(context, around);
  if (seesOwnRankOnly) requireNeighbours(limit);
  requireIndividuals(context);
  const requested = toPageRequest(input, limit);
  const group = await requireRankingGroup(context, input);
  const page = await narrowPage(context, requested, input.search);
  const found =
    days === undefined
      ? await listLeaderboard(database, organizationId, group, requestOneMore(page)).then(
          toRankedPage,
        )
      : await listPeriodLeaderboard(context, group, days, requestOneMore(page));
  if (around !== undefined && !found.rows.some(({ userId }) => userId === around)) {
    throw createNotFoundError();
  }
  const rows = found.rows.slice(0, limit);
  const last = rows.at(-1);
  return {
    organization_id: organizationId,
    team_id: getTeamId(group),
    period_days: days ?? null,
    total_members: found.members,
    ranked_members: found.ranked,
    entries: rows.map((row) => serializeEntry(context, row)),
    next_cursor:
      !seesOwnRankOnly && found.rows.length > limit && last !== undefined
        ? createRankingCursor(last)
        : null,
    as_of: serializeAsOf(context, found),
  };
}

/** An employee sees their own rank and their neighbours, not the whole ranking. */
function requireNeighbours(limit: number): void {
  if (limit <= NEIGHBOURS_SHOWN) return;
  throw new AppError(
    "invalid_request",
    "You can see your own rank and the members next to it only.",
    {
      invalidParams: [
        {
          name: "limit",
          code: "out_of_range",
          reason: `must be a whole number from 1 to ${NEIGHBOURS_SHOWN}`,
        },
      ],
    },
  );
}

/** Members who may see a team, and members who request their own rank where the organization allows it. */
function requireRankingAccess({ actor, organization }: Context, around: number | undefined): void {
  if (hasPermission(actor, "view_team")) return;
  if (around === undefined) requirePermission(actor, "view_team");
  else requireMayRequestMember(actor, around);
  if (!organization.employeeLeaderboard) throw createForbiddenError("switched_off");
}

async function requireRankingGroup(
  context: Context,
  { teamId }: Pick<LeaderboardInput, "teamId">,
): Promise<Group> {
  const { actor, organizationId } = context;
  if (hasPermission(actor, "view_team")) {
    return requireGroup(context, { permission: "view_team", teamId, surface: "leaderboard" });
  }
  if (teamId !== undefined && (actor.kind === "system" || actor.teamId !== teamId)) {
    requirePermission(actor, "view_team");
  }
  const group: Group = teamId === undefined ? { kind: "organization" } : { kind: "team", teamId };
  const subject = { type: group.kind, id: teamId ?? organizationId };
  await recordAccess(context, subject, "leaderboard");
  return group;
}

function toPageRequest(
  { cursor, around, search }: LeaderboardInput,
  limit: number,
): LeaderboardPage {
  if (around === undefined) {
    return { kind: "after", after: parseRankingCursor(cursor), limit, among: null };
  }
  if (cursor !== undefined || search !== undefined) {
    const other = cursor === undefined ? "search" : "cursor";
    throw new AppError(
      "invalid_request",
      "A page around a member cannot be combined with a part of the list.",
      {
        invalidParams: [
          { name: "around", code: "conflicting", reason: `cannot be given together with ${other}` },
        ],
      },
    );
  }
  return { kind: "around", userId: around, before: Math.floor((limit - 1) / 2), limit };
}

async function narrowPage(
  context: Context,
  page: LeaderboardPage,
  text: string | undefined,
): Promise<LeaderboardPage> {
  if (text === undefined || page.kind === "around") return page;
  const { actor, database, organizationId } = context;
  const search = { text, showsNames: showsNames(context), readerId: actor.userId };
  return { ...page, among: await searchMemberIds(database, organizationId, search) };
}

/** Requests one more row, which tells whether there is a next page. */
function requestOneMore(page: LeaderboardPage): LeaderboardPage {
  return { ...page, limit: page.limit + 1 };
}

function toRankedPage(found: Awaited<ReturnType<typeof listLeaderboard>>): RankedPage {
  return {
    ...found,
    rows: found.rows.map((row) => ({ ...row, sums: { tasks: row.tasks }, previousRank: null })),
  };
}

function serializeEntry(context: Context, member: RankedMember): LeaderboardEntry {
  const { rank, previousRank } = member;
  return {
    rank,
    previous_rank: previousRank,
    movement: rank === null || previousRank === null ? null : previousRank - rank,
    user_id: member.userId,
    ...serializeName(context, member),
    performance_score: toScore(member.score),
    tasks_completed: member.sums.tasks,
    provisional: member.provisional,
  };
}
