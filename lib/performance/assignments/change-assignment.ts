import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { notFoundError } from "@/lib/errors";
import { lockAffectedMembers } from "@/lib/performance/ledger/lock-affected-members";
import type { EntriesOfAssignment } from "@/lib/performance/ledger/queries/assignment-entry";
import type { ListedAssignment } from "@/lib/performance/ledger/queries/assignment-list";
import type { LockedMember } from "@/lib/performance/ledger/queries/locked-members";
import type {
  AssignmentKeys,
  StoredAssignment,
} from "@/lib/performance/ledger/queries/stored-assignments";
import { createInvalidFieldError } from "./assignment-fields";
import type { AssignmentInput } from "./assignment-input";
import {
  type AssignmentWrite,
  findWrittenAssignment,
  findWrittenEntries,
  NO_ENTRIES,
} from "./find-written";
import { type Recording, recordLocked } from "./record-assignments";

/** An assignment as it stands, and its members, held until the transaction ends. */
export type LockedAssignment = {
  readonly stored: StoredAssignment | null;
  /** Null for whom the organization does not have. */
  readonly memberOf: (userId: number) => LockedMember | null;
  readonly transaction: Transaction;
};

/** What a change wrote; where it found nothing to do, what was stored, as its transaction saw it. */
export type ChangedAssignment = EntriesOfAssignment & {
  readonly outcome: "new" | "changed" | "unchanged";
  readonly assignment: ListedAssignment;
  /** The job that brings the ledgers in line; null where they are already. */
  readonly jobId: string | null;
};

/** Says what an assignment becomes; null leaves it as it is, its ledgers brought in line. It says no by throwing. */
export type Decide = (
  held: LockedAssignment,
) => AssignmentInput | null | Promise<AssignmentInput | null>;

/**
 * Changes one assignment in one transaction, and whatever follows for the ledgers of its members. `decide` sees it
 * with everybody concerned locked.
 *
 * @param givenTo the members who are to have it.
 * @param options when the ledgers follow, by default in the same transaction. `later` returns no entries.
 * @throws AppError what `decide` throws; `invalid_request` for what does not fit what is stored.
 */
export async function changeAssignment(
  context: Context,
  keys: AssignmentKeys,
  givenTo: readonly number[],
  decide: Decide,
  options: Pick<Recording, "settlement"> = {},
): Promise<ChangedAssignment> {
  const { database, organizationId } = context;
  return withTransaction(database, async (transaction) => {
    const write = await changeWithin(transaction, context, keys, givenTo, decide, options);
    const { outcome, jobId } = write;
    const assignment = await findWrittenAssignment(transaction, organizationId, write);
    const entries =
      options.settlement === "later"
        ? NO_ENTRIES
        : await findWrittenEntries(transaction, organizationId, write);
    return { outcome, jobId, assignment, ...entries };
  });
}

/** The same in the caller's transaction; what it wrote is not read any further. */
export async function changeWithin(
  transaction: Transaction,
  context: Context,
  keys: AssignmentKeys,
  givenTo: readonly number[],
  decide: Decide,
  { settlement = "now" }: Pick<Recording, "settlement"> = {},
): Promise<AssignmentWrite & Pick<ChangedAssignment, "jobId">> {
  const { organizationId, organization, now, actor } = context;
  const owned = await lockAffectedMembers(transaction, organizationId, keys, givenTo);
  const stored = owned.stored[0] ?? null;
  const memberOf = (userId: number) => owned.locked.get(userId) ?? null;
  const held = { stored, memberOf, transaction };
  const input = (await decide(held)) ?? asItIs(held);
  if (input === null) {
    if (stored === null) throw notFoundError();
    const { id } = stored;
    const nothing = { outcome: "unchanged" as const, jobId: null, entries: [], achieved: [] };
    return { id, before: stored, content: stored, now, ...nothing };
  }
  const recording = { organization, now, actorId: actor.userId, settlement };
  const recorded = await recordLocked(transaction, recording, owned, [input]);
  const { outcomes, ids, contents, entries, achieved, jobIds } = recorded;
  const outcome = outcomes.get(input.externalId);
  const id = ids.get(input.externalId);
  const content = contents.get(input.externalId);
  if (typeof outcome === "object") throw createInvalidFieldError(outcome);
  if (outcome === undefined || id === undefined || content === undefined) {
    throw new Error("Nothing was recorded.");
  }
  const jobId = jobIds.get(input.externalId) ?? null;
  return { id, outcome, before: stored, content, now, entries, achieved, jobId };
}

/** The member who has the assignment; null where there is none, or it was deleted. */
export function getOwner({ stored, memberOf }: LockedAssignment): LockedMember | null {
  return stored === null || stored.deletedAt !== null ? null : memberOf(stored.userId);
}

/**
 * What sends it again as it is stored, so that an answer does not wait for what a job would do to the ledgers later. Null
 * where nothing is written any more: of a member who left, who may be erased.
 */
function asItIs({ stored, memberOf }: LockedAssignment): AssignmentInput | null {
  if (stored === null || memberOf(stored.userId)?.isActive !== true) return null;
  const { deletedAt } = stored;
  return { ...keep(stored), ...(deletedAt && { deletedAt }) };
}

/** What keeps everything as it is stored, to be spread under what changes. */
export function keep({ externalId, userId, title }: StoredAssignment): AssignmentInput {
  return { externalId, userId, title };
}
