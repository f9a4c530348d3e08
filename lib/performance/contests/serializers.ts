import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { contestingEntries, hasScope } from "@/lib/performance/access/permissions";
import { serializeName, showsIndividuals, showsText } from "@/lib/performance/access/privacy-mode";
import { canDecideContestOf } from "@/lib/performance/access/visible-members";
import { serializeAssignment } from "@/lib/performance/assignments/serializers";
import type { StoredContest } from "@/lib/performance/contests/queries/contests";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import type { AssignmentId, LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import {
  type ListedAssignment,
  listAssignmentsById,
} from "@/lib/performance/ledger/queries/assignment-list";
import { listEntriesById } from "@/lib/performance/ledger/queries/explained-entries";
import type { TitledEntry } from "@/lib/performance/ledger/queries/ledger-entries";
import { serializeHistoryEntry } from "@/lib/performance/summaries/serializers";

type ContestRecords = {
  readonly entries: ReadonlyMap<LedgerEntryId, TitledEntry>;
  readonly assignments: ReadonlyMap<AssignmentId, ListedAssignment>;
};

/**
 * Contests as the caller may see them, each with its entries and its assignment. The reason is written for the
 * deciders, so they read it in full even where names are hidden.
 *
 * @param database the transaction of a write that returns what it wrote.
 */
export async function serializeContests(
  context: Context,
  contests: readonly StoredContest[],
  database: Database | Transaction = context.database,
): Promise<readonly ContestResponse[]> {
  if (contests.length === 0) return [];
  const { organizationId } = context;
  const ids = contests.flatMap(({ entryId, correctingEntryId }) => [
    entryId,
    ...(correctingEntryId === null ? [] : [correctingEntryId]),
  ]);
  const entries = await listEntriesById(database, organizationId, ids);
  const assignments = await listAssignmentsById(
    database,
    organizationId,
    contests.map(({ assignmentId }) => assignmentId),
  );
  const records = { entries: new Map(entries.map((entry) => [entry.id, entry])), assignments };
  return contests.map((contest) => serializeContest(context, contest, records));
}

function serializeContest(
  context: Context,
  contest: StoredContest,
  records: ContestRecords,
): ContestResponse {
  const { actor } = context;
  const { userId, status, decider, supersededBy } = contest;
  const isOwn = actor.userId === userId;
  const isOpen = status === "open";
  const assignment = records.assignments.get(contest.assignmentId);
  const serializeEntryById = (id: LedgerEntryId) =>
    serializeEntry(context, userId, records.entries.get(id));
  return {
    id: Number(contest.id),
    status,
    user_id: userId,
    ...serializeName(context, contest),
    reason: contest.reason,
    raised_at: contest.raisedAt.toISOString(),
    withdrawn_at: contest.withdrawnAt?.toISOString() ?? null,
    decided_at: contest.decidedAt?.toISOString() ?? null,
    decided_by: decider === null ? null : serializeName(context, decider),
    decision_reason: contest.decisionReason,
    seen_at: isOwn ? (contest.seenAt?.toISOString() ?? null) : null,
    entry: serializeEntryById(contest.entryId),
    correction:
      contest.correctingEntryId === null ? null : serializeEntryById(contest.correctingEntryId),
    answered_by: supersededBy === null ? null : Number(supersededBy),
    assignment: assignment?.userId === userId ? serializeAssignment(context, assignment) : null,
    may_decide: isOpen && showsIndividuals(context) && canDecideContestOf(actor, contest),
    may_withdraw: isOpen && isOwn && hasScope(actor, contestingEntries.ownWork),
  };
}

function serializeEntry(context: Context, userId: MemberId, entry: TitledEntry | undefined) {
  if (entry === undefined) throw new Error("The entry of a contest is missing.");
  return serializeHistoryEntry(
    showsText(context, userId) ? entry : { ...entry, assignmentTitle: null },
  );
}
