import "server-only";
import type { Context } from "@/lib/context";
import {
  hasPermission,
  readingContests,
  requireMayCall,
} from "@/lib/performance/access/permissions";
import { recordAccess } from "@/lib/performance/access/record-access";
import {
  type ContestReach,
  countOpenContests,
  hasContests,
  listContests,
  listContestsById,
} from "@/lib/performance/contests/queries/contests";
import type { ContestList, ContestsQuery } from "@/lib/performance/contests/schemas";
import { createIdCursor, parseIdCursor } from "@/lib/performance/pagination/list-cursor";
import { getOthersReach, requireContestReach } from "./contest-reach";
import { findSecondKeys, listApprovedContestIds } from "./second-key";
import { serializeContests } from "./serializers";

/**
 * The caller's own contests and those of members that they may see, newest first.
 *
 * @throws AppError `forbidden`, or `invalid_request` for a cursor that no page returned.
 */
export async function listVisibleContests(
  context: Context,
  query: ContestsQuery,
): Promise<ContestList> {
  const { actor, database, organizationId } = context;
  requireMayCall(actor, readingContests);
  const { status = null, unseen: isUnseen = false, limit, cursor } = query;
  const before = cursor === undefined ? null : parseIdCursor(cursor, "bigint");
  const seen = requireContestReach(context);
  const reach = isUnseen ? { ...seen, others: null } : seen;
  await recordListAccess(context, reach);
  const [found, toDecide] = await Promise.all([
    listContests(
      database,
      organizationId,
      { reach, status, isUnseen },
      { before, limit: limit + 1 },
    ),
    countContestsToDecide(context),
  ]);
  const contests = found.slice(0, limit);
  const last = contests.at(-1);
  return {
    contests: [...(await serializeContests(context, contests))],
    to_decide: toDecide,
    next_cursor: found.length > limit && last !== undefined ? createIdCursor(last.id) : null,
  };
}

/** Whether the caller may decide other members' contests. */
export function mayDecideContests(context: Context): boolean {
  return hasPermission(context.actor, "decide_contests") && getOthersReach(context) !== null;
}

/** How many open contests of other members wait for the caller's decision. */
export async function countContestsToDecide(context: Context): Promise<number> {
  const { actor, database, organizationId } = context;
  const others = getOthersReach(context);
  if (others === null || !mayDecideContests(context)) return 0;
  const [direct, approvedIds] = await Promise.all([
    countOpenContests(database, organizationId, others, actor.userId),
    listApprovedContestIds(context, database),
  ]);
  const approved = await listContestsById(database, organizationId, approvedIds);
  const keys = [...(await findSecondKeys(context, database, approved)).values()];
  return direct + keys.filter((state) => state === "approved").length;
}

/** The state of contests for the header: null where the caller neither decides contests nor raised any. */
export async function findHeaderContests(
  context: Context,
): Promise<{ readonly toDecide: number } | null> {
  const { actor, database, organizationId } = context;
  if (mayDecideContests(context)) return { toDecide: await countContestsToDecide(context) };
  const { userId } = actor;
  const isConcerned = userId !== null && (await hasContests(database, organizationId, userId));
  return isConcerned ? { toDecide: 0 } : null;
}

async function recordListAccess(context: Context, { others }: ContestReach): Promise<void> {
  if (others === null) return;
  const subject =
    others.kind === "team"
      ? ({ type: "team", id: others.teamId } as const)
      : ({ type: "organization", id: context.organizationId } as const);
  await recordAccess(context, subject, "contests");
}
