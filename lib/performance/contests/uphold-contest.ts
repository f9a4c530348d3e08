import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, createNotFoundError } from "@/lib/errors";
import {
  changeAssignmentWithin,
  toUnchangedInput,
} from "@/lib/performance/assignments/change-assignment";
import { toEntryAndBefore } from "@/lib/performance/assignments/find-written-assignment";
import { readBodyFields } from "@/lib/performance/assignments/read-body-fields";
import { requireSkills } from "@/lib/performance/assignments/resolve-skills";
import type { LockedContest } from "@/lib/performance/contests/queries/write-contests";
import type { AmendedFacts } from "@/lib/performance/contests/schemas";
import { factNames } from "@/lib/performance/domain/assignments/field-names";
import { getUpholdRequirement } from "@/lib/performance/domain/contests/contest-rules";
import type { AssignmentId, LedgerEntryId } from "@/lib/performance/domain/units/ids";
import {
  type EntryAndBefore,
  findEntryAndBefore,
} from "@/lib/performance/ledger/queries/assignment-entry";
import { findContestableEntry } from "@/lib/performance/ledger/queries/contested-records";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";

export type Amendment = { readonly assignmentId: AssignmentId; readonly facts: AmendedFacts };

/**
 * Amends the assignment behind a contest that is open and locked by the transaction.
 *
 * @returns the correction of the contested entry.
 * @throws AppError `conflict` where the entry was superseded meanwhile; `invalid_request` for facts that change nothing
 * or do not fit.
 */
export async function writeCorrection(
  transaction: Transaction,
  context: Context,
  contest: LockedContest,
  amendment: Amendment,
): Promise<EntryAndBefore> {
  const written = await amendContestedAssignment(transaction, context, amendment, (stored) =>
    requireCountedEntry(stored, contest),
  );
  const correction = written.entries.find(({ entry }) => entry.corrects === contest.entryId);
  if (correction === undefined) throw createNoChangeError();
  return toEntryAndBefore(correction, written);
}

/** Whether the assignment has these facts, as it does after they were written. */
export async function matchesFacts(
  transaction: Transaction,
  context: Context,
  amendment: Amendment,
): Promise<boolean> {
  const { outcome } = await amendContestedAssignment(transaction, context, amendment, () => {});
  return outcome === "unchanged";
}

/**
 * The entry that superseded the contested one, for upholding without facts.
 * @throws AppError `invalid_request` where the contested entry still counts, so that the right facts are needed.
 */
export async function requireSupersedingEntry(
  transaction: Transaction,
  { organizationId }: Context,
  entryId: LedgerEntryId,
): Promise<EntryAndBefore> {
  const entry = await findContestableEntry(transaction, organizationId, entryId);
  if (entry === null) throw createNotFoundError();
  if (getUpholdRequirement(entry) === "facts" || entry.supersededBy === null) {
    throw createMissingFactsError();
  }
  const superseding = await findEntryAndBefore(transaction, organizationId, entry.supersededBy);
  if (superseding === null) throw new Error("The superseding entry is missing.");
  return superseding;
}

/** @param requireStored throws where the contest does not fit the assignment any more. */
export async function amendContestedAssignment(
  transaction: Transaction,
  context: Context,
  { assignmentId, facts }: Amendment,
  requireStored: (stored: StoredAssignment) => void,
) {
  const { organizationId, organization, now } = context;
  const { required_skills: skills, ...fields } = facts;
  try {
    const content = readBodyFields(fields, { now, timeZone: organization.timeZone });
    return await changeAssignmentWithin(
      transaction,
      context,
      { ids: [assignmentId] },
      [],
      async (locked) => {
        const { stored } = locked;
        if (stored === null) throw createNotFoundError();
        requireStored(stored);
        return {
          ...toUnchangedInput(stored),
          ...content,
          ...(skills !== undefined && {
            requiredSkills: await requireSkills(transaction, organizationId, skills),
          }),
        };
      },
      { source: "contest" },
    );
  } catch (error) {
    throw moveFieldsIntoFacts(error);
  }
}

/**
 * A reassigned assignment may count for its former assignee until a job has run. It belongs to the new assignee by
 * then, who may be the decider.
 */
function requireCountedEntry({ userId, counted }: StoredAssignment, contest: LockedContest): void {
  if (userId !== contest.userId || counted?.entryId !== contest.entryId) {
    throw createSupersededError();
  }
}

/**
 * Renames the fields to where the body of a decision has them: one level deeper than the body of an amendment. An error
 * about a field that is no fact is one of the facts as a whole.
 */
function moveFieldsIntoFacts(error: unknown): unknown {
  if (!(error instanceof AppError) || error.invalidParams === null) return error;
  return new AppError(error.code, error.detail, {
    invalidParams: error.invalidParams.map(({ name, ...rest }) => ({
      ...rest,
      name: isFactName(name.split(".")[0]) ? `facts.${name}` : "facts",
    })),
  });
}

function isFactName(name: string | undefined): boolean {
  return factNames.some((fact) => fact === name);
}

function createNoChangeError(): AppError {
  return new AppError(
    "invalid_request",
    "These facts do not change what the assignment counts for. Enter the facts that are right, or reject the contest and explain why. Nothing was changed.",
    { invalidParams: [{ name: "facts", reason: "must change what the assignment counts for" }] },
  );
}

function createMissingFactsError(): AppError {
  return new AppError(
    "invalid_request",
    "The contested entry still counts, so upholding the contest needs the facts that are right. Nothing was changed.",
    { invalidParams: [{ name: "facts", reason: "must say what is right" }] },
  );
}

function createSupersededError(): AppError {
  return new AppError(
    "conflict",
    "The contested entry was corrected or reversed meanwhile. Review it again: uphold the contest without facts if that resolves it, or reject it and explain why. Nothing was changed.",
  );
}
