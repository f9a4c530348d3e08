import "server-only";
import { type Actor, type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { createNotFoundError } from "@/lib/errors";
import { getWriteTime } from "@/lib/performance/domain/ledger/write-time";
import { lockAffectedMembers } from "@/lib/performance/ledger/lock-affected-members";
import type { EntriesOfAssignment } from "@/lib/performance/ledger/queries/assignment-entry";
import type { ListedAssignment } from "@/lib/performance/ledger/queries/assignment-list";
import type { LockedMember } from "@/lib/performance/ledger/queries/lock-members";
import { findMemberQueueKeys } from "@/lib/performance/ledger/queries/lock-members";
import type {
  AssignmentKeys,
  StoredAssignment,
} from "@/lib/performance/ledger/queries/stored-assignments";
import { noteCreated, requireVersion } from "@/lib/resources/resource-guard";
import type { AssignmentInput } from "./assignment-input";
import {
  type AssignmentWrite,
  findWrittenAssignment,
  findWrittenEntries,
  NO_ENTRIES,
} from "./find-written-assignment";
import { createInvalidFieldsError } from "./read-body-fields";
import { type RecordingContext, recordLockedAssignments } from "./record-assignments";

/** An assignment as stored, and its members, locked until the transaction ends. */
export type LockedAssignment = {
  readonly stored: StoredAssignment | null;
  /** Null for a user who is not a member of the organization. */
  readonly findMember: (userId: number) => LockedMember | null;
  /** The time of the change, taken with the locks held. */
  readonly now: Date;
  readonly transaction: Transaction;
};

/** What a change wrote. Where it found nothing to do, what was stored, as its transaction saw it. */
export type ChangedAssignment = EntriesOfAssignment & {
  readonly outcome: "new" | "changed" | "unchanged";
  readonly assignment: ListedAssignment;
  /** The job that reconciles the ledgers; null where they are reconciled already. */
  readonly jobId: string | null;
};

/**
 * Returns the new content of an assignment; null keeps it and only reconciles its ledgers. It rejects a change by
 * throwing.
 */
export type Decide = (
  locked: LockedAssignment,
) => AssignmentInput | null | Promise<AssignmentInput | null>;

/**
 * Changes one assignment and reconciles the ledgers of its members in one transaction. `decide` runs with the
 * assignment and its members locked.
 *
 * @param assigneeIds the members who are to have it.
 * @param options whether the ledgers are reconciled in the same transaction, the default. `async` returns no entries.
 * @throws AppError what `decide` throws; `invalid_request` for a change that does not fit the stored assignment.
 */
export async function changeAssignment(
  context: Context,
  keys: AssignmentKeys,
  assigneeIds: readonly number[],
  decide: Decide,
  options: Pick<RecordingContext, "mode" | "reason"> = {},
): Promise<ChangedAssignment> {
  const { database, organizationId } = context;
  const queueKeys = () => findMemberQueueKeys(database, organizationId, keys, assigneeIds);
  const change = async (transaction: Transaction) => {
    const write = await changeAssignmentWithin(
      transaction,
      context,
      keys,
      assigneeIds,
      decide,
      options,
    );
    const { outcome, jobId } = write;
    noteCreated(transaction, context, "assignment", write.id);
    const assignment = await findWrittenAssignment(transaction, organizationId, write);
    const entries =
      options.mode === "async"
        ? NO_ENTRIES
        : await findWrittenEntries(transaction, organizationId, write);
    return { outcome, jobId, assignment, ...entries };
  };
  return withTransaction(database, change, { queueKeys });
}

/** How a change comes in, by the credential of the actor. */
export const changeSources = {
  session: "page",
  token: "api",
  service: "api",
  system: "command_line",
} as const satisfies Record<Actor["kind"], RecordingContext["source"]>;

/** Changes one assignment in the caller's transaction, without reading what it wrote. */
export async function changeAssignmentWithin(
  transaction: Transaction,
  context: Context,
  keys: AssignmentKeys,
  assigneeIds: readonly number[],
  decide: Decide,
  { mode = "sync", source, reason }: Pick<RecordingContext, "mode" | "source" | "reason"> = {},
): Promise<AssignmentWrite & Pick<ChangedAssignment, "jobId">> {
  const { organizationId, organization, actor } = context;
  const affected = await lockAffectedMembers(transaction, organizationId, keys, assigneeIds);
  const stored = affected.stored[0] ?? null;
  const findMember = (userId: number) => affected.locked.get(userId) ?? null;
  const newestEntries = [...affected.locked.values()].map(({ newestEntryAt }) => newestEntryAt);
  const now = getWriteTime(context.now, newestEntries);
  const locked = { stored, findMember, now, transaction };
  const input = (await decide(locked)) ?? toStoredInput(locked);
  await requireVersion(transaction, context);
  if (input === null) {
    if (stored === null) throw createNotFoundError();
    const { id } = stored;
    const nothing = { outcome: "unchanged" as const, jobId: null, entries: [], achieved: [] };
    return { id, before: stored, content: stored, now, ...nothing };
  }
  const recording = {
    organization,
    now,
    actorId: getActorId(actor),
    source: source ?? changeSources[actor.kind],
    reason: reason ?? null,
    mode,
  };
  const recorded = await recordLockedAssignments(transaction, recording, affected, [input]);
  const { outcomes, ids, contents, entries, achieved, jobIds } = recorded;
  const outcome = outcomes.get(input.externalId);
  const id = ids.get(input.externalId);
  const content = contents.get(input.externalId);
  if (typeof outcome === "object") throw createInvalidFieldsError(outcome);
  if (outcome === undefined || id === undefined || content === undefined) {
    throw new Error("Nothing was recorded.");
  }
  const jobId = jobIds.get(input.externalId) ?? null;
  return { id, outcome, before: stored, content, now, entries, achieved, jobId };
}

/** The member who has the assignment; null where there is none, or it was deleted. */
export function getOwner({ stored, findMember }: LockedAssignment): LockedMember | null {
  return stored === null || stored.deletedAt !== null ? null : findMember(stored.userId);
}

/**
 * The stored assignment as an input, so that its ledgers are reconciled in this transaction and no job has to follow.
 * Null for a member who left: they may be erased, and nothing is written about them.
 */
function toStoredInput({ stored, findMember }: LockedAssignment): AssignmentInput | null {
  if (stored === null || findMember(stored.userId)?.isActive !== true) return null;
  const { deletedAt } = stored;
  return { ...toUnchangedInput(stored), ...(deletedAt && { deletedAt }) };
}

/** An input that keeps everything as stored; spread it before the fields that change. */
export function toUnchangedInput({ externalId, userId, title }: StoredAssignment): AssignmentInput {
  return { externalId, userId, title };
}
