import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { contestingEntries, hasScope } from "@/lib/performance/access/permissions";
import { serializeName, showsIndividuals, showsText } from "@/lib/performance/access/privacy-mode";
import { canDecideContestOf } from "@/lib/performance/access/visible-members";
import {
  type SerializedChange,
  serializeChangesById,
} from "@/lib/performance/assignments/changes/serialize-changes";
import { serializeAssignment } from "@/lib/performance/assignments/serializers";
import {
  type ChangeAndLater,
  listChangesAndLater,
} from "@/lib/performance/contests/queries/changes-and-later";
import type { StoredContest } from "@/lib/performance/contests/queries/stored-contests";
import type { ContestResponse, SecondKeyState } from "@/lib/performance/contests/schemas";
import {
  getChangeRequirement,
  type UpholdRequirement,
} from "@/lib/performance/domain/contests/change-contest-rules";
import type {
  AssignmentChangeId,
  AssignmentId,
  ContestId,
  LedgerEntryId,
  MemberId,
} from "@/lib/performance/domain/units/ids";
import {
  type ListedAssignment,
  listAssignmentsById,
} from "@/lib/performance/ledger/queries/assignment-list";
import { listEntriesById } from "@/lib/performance/ledger/queries/explained-entries";
import type { TitledEntry } from "@/lib/performance/ledger/queries/ledger-entries";
import { serializeHistoryEntry } from "@/lib/performance/summaries/serializers";
import { findSecondKeys, isChangeOfCaller } from "./second-key";

type ContestRecords = {
  readonly entries: ReadonlyMap<LedgerEntryId, TitledEntry>;
  readonly assignments: ReadonlyMap<AssignmentId, ListedAssignment>;
  readonly changes: ReadonlyMap<AssignmentChangeId, SerializedChange>;
  /** What was changed after the contested changes of open contests. */
  readonly later: ReadonlyMap<AssignmentChangeId, ChangeAndLater>;
  readonly secondKeys: ReadonlyMap<ContestId, SecondKeyState>;
};

/**
 * Contests as the caller may see them, each with its entries or its change, and its assignment. The reason is written
 * for the deciders, so they read it in full even where names are hidden.
 *
 * @param database the transaction of a write that returns what it wrote.
 */
export async function serializeContests(
  context: Context,
  contests: readonly StoredContest[],
  database: Database | Transaction = context.database,
): Promise<readonly ContestResponse[]> {
  if (contests.length === 0) return [];
  const records = await readRecords(context, contests, database);
  return contests.map((contest) => serializeContest(context, contest, records));
}

async function readRecords(
  context: Context,
  contests: readonly StoredContest[],
  database: Database | Transaction,
): Promise<ContestRecords> {
  const { organizationId } = context;
  const entryIds = contests.flatMap(({ entryId, correctingEntryId }) =>
    [entryId, correctingEntryId].filter((id) => id !== null),
  );
  const entries = await listEntriesById(database, organizationId, entryIds);
  const assignments = await listAssignmentsById(
    database,
    organizationId,
    contests.map(({ assignmentId }) => assignmentId),
  );
  const aboutChanges = contests.filter(({ change }) => change !== null);
  const isOpen = ({ status }: StoredContest) => status === "open";
  const members = [...new Set(aboutChanges.map(({ userId }) => userId))];
  return {
    ...{ entries: new Map(entries.map((entry) => [entry.id, entry])), assignments },
    changes: await serializeChangesById(context, database, listChangeIds(aboutChanges), members),
    later: await listChangesAndLater(
      database,
      organizationId,
      listChangeIds(aboutChanges.filter(isOpen)),
    ),
    secondKeys: await findSecondKeys(context, database, aboutChanges),
  };
}

function listChangeIds(contests: readonly StoredContest[]): readonly AssignmentChangeId[] {
  return [...new Set(contests.flatMap(({ change }) => change?.id ?? []))];
}

function serializeContest(
  context: Context,
  contest: StoredContest,
  records: ContestRecords,
): ContestResponse {
  const { actor } = context;
  const { userId, status, decider, supersededBy, change } = contest;
  const isOwn = actor.userId === userId;
  const isOpen = status === "open";
  const assignment = records.assignments.get(contest.assignmentId);
  const secondKey = records.secondKeys.get(contest.id) ?? null;
  const isDecidable = !isChangeOfCaller(context, contest) || secondKey === "approved";
  const serializeEntryById = (id: LedgerEntryId | null) =>
    id === null ? null : serializeEntry(context, userId, records.entries.get(id));
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
    change: change === null ? null : (records.changes.get(change.id)?.change ?? null),
    correction: serializeEntryById(contest.correctingEntryId),
    answered_by: supersededBy === null ? null : Number(supersededBy),
    assignment_id: Number(contest.assignmentId),
    assignment_title: showsText(context, userId) ? (assignment?.title ?? null) : null,
    assignment: assignment?.userId === userId ? serializeAssignment(context, assignment) : null,
    upholding_needs: isOpen ? findRequirement(contest, records) : null,
    may_decide:
      isOpen && showsIndividuals(context) && canDecideContestOf(actor, contest) && isDecidable,
    second_key: secondKey,
    may_withdraw: isOpen && isOwn && hasScope(actor, contestingEntries.ownWork),
  };
}

function findRequirement(
  { userId, change, assignmentId, supersededBy }: StoredContest,
  { assignments, later }: ContestRecords,
): UpholdRequirement | null {
  if (change === null) return supersededBy === null ? "facts" : null;
  const found = later.get(change.id);
  const assignment = assignments.get(assignmentId);
  const isHeld = assignment?.userId === userId && assignment.deletedAt === null;
  return found === undefined ? null : getChangeRequirement(found, { userId, isHeld });
}

function serializeEntry(context: Context, userId: MemberId, entry: TitledEntry | undefined) {
  if (entry === undefined) throw new Error("The entry of a contest is missing.");
  return serializeHistoryEntry(
    showsText(context, userId) ? entry : { ...entry, assignmentTitle: null },
  );
}
