import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { AssignmentContent } from "@/lib/performance/assignments/queries/write-assignments";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import type { AppliedChanges } from "@/lib/performance/ledger/apply-changes";
import type { AppliedEntry } from "@/lib/performance/ledger/plan-changes";
import {
  type EntriesOfAssignment,
  type EntryAndBefore,
  findAssignmentEntries,
  getFormerMember,
} from "@/lib/performance/ledger/queries/assignment-entry";
import {
  findAssignment,
  type ListedAssignment,
} from "@/lib/performance/ledger/queries/assignment-list";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";
import { haveEqualSkills } from "./merge-assignment";

/** A change of one assignment within its transaction. */
export type AssignmentWrite = Pick<AppliedChanges, "entries" | "achieved"> & {
  readonly id: AssignmentId;
  readonly outcome: "new" | "changed" | "unchanged";
  /** Null for a new assignment. */
  readonly before: StoredAssignment | null;
  readonly content: AssignmentContent;
  readonly now: Date;
};

export const NO_ENTRIES: EntriesOfAssignment = { newest: null, former: null };

/** The assignment after the change; read only where the change did not find the names of its assignee or skills. */
export async function findWrittenAssignment(
  transaction: Transaction,
  organizationId: number,
  write: AssignmentWrite,
): Promise<ListedAssignment> {
  const found = toListed(write) ?? (await findAssignment(transaction, organizationId, write.id));
  if (found === null) throw new Error(`Assignment ${write.id} was written but cannot be found.`);
  return found;
}

/**
 * The entries that the change wrote. Where it wrote none into the assignee's ledger, the newest one there; where it
 * wrote nothing at all, the entries of the last change.
 */
export async function findWrittenEntries(
  transaction: Transaction,
  organizationId: number,
  write: AssignmentWrite,
): Promise<EntriesOfAssignment> {
  const { id, outcome, content, entries } = write;
  if (entries.length === 0 && outcome === "unchanged") {
    return findAssignmentEntries(transaction, organizationId, id);
  }
  const own = entries.find(({ userId }) => userId === content.userId);
  const reversed = entries.find(({ userId }) => userId !== content.userId);
  return {
    newest:
      own === undefined
        ? await findNewest(transaction, organizationId, write)
        : toEntryAndBefore(own, write),
    former:
      reversed === undefined
        ? null
        : {
            ...toEntryAndBefore(reversed, write),
            member: await getFormerMember(transaction, organizationId, reversed.userId),
          },
  };
}

/** An entry that was just written, in the form in which it is read once it is stored. */
export function toEntryAndBefore(
  { id, userId, entry }: AppliedEntry,
  { achieved }: Pick<AppliedChanges, "achieved">,
): EntryAndBefore {
  return {
    entry: { ...entry, id },
    scoreBefore: entry.scoreBefore,
    achieved: achieved.find((ofMember) => ofMember.userId === userId)?.changes ?? [],
  };
}

/** A new assignment has no entry in any ledger. */
async function findNewest(
  transaction: Transaction,
  organizationId: number,
  { id, before }: AssignmentWrite,
): Promise<EntryAndBefore | null> {
  return before === null
    ? null
    : (await findAssignmentEntries(transaction, organizationId, id)).newest;
}

/** Null where the names of the assignee or of the skills were not read. */
function toListed({ id, outcome, before, content, now }: AssignmentWrite): ListedAssignment | null {
  if (before === null || before.userId !== content.userId || !haveEqualSkills(before, content)) {
    return null;
  }
  const { skills, updatedAt, ...listed } = before.listed;
  return {
    ...content,
    ...listed,
    id,
    requiredSkills: skills,
    updatedAt: outcome === "unchanged" ? updatedAt : now,
  };
}
