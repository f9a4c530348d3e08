import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, notFoundError } from "@/lib/errors";
import { readAssignmentFields } from "@/lib/performance/assignments/assignment-fields";
import { changeWithin, keep } from "@/lib/performance/assignments/change-assignment";
import { toEntryAndBefore } from "@/lib/performance/assignments/find-written";
import { resolveSkills } from "@/lib/performance/assignments/required-skills";
import type { LockedContest } from "@/lib/performance/contests/queries/write-contests";
import type { AmendedFacts } from "@/lib/performance/contests/schemas";
import { upholdingNeeds } from "@/lib/performance/domain/ledger/contest";
import {
  type EntryAndBefore,
  findEntryAndBefore,
} from "@/lib/performance/ledger/queries/assignment-entry";
import { findContestableEntry } from "@/lib/performance/ledger/queries/contested-entries";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";

/**
 * Amends the work behind a contest that the transaction holds open.
 *
 * @returns the correction that answers the contested entry.
 * @throws AppError `conflict` where something else answered it meanwhile; `invalid_request` for facts that change nothing
 * or do not fit.
 */
export async function writeCorrection(
  transaction: Transaction,
  context: Context,
  contest: LockedContest,
  work: { readonly assignmentId: bigint; readonly facts: AmendedFacts },
): Promise<EntryAndBefore> {
  const written = await amend(transaction, context, work, contest);
  const correction = written.entries.find(({ entry }) => entry.corrects === contest.entryId);
  if (correction === undefined) throw changesNothing();
  return toEntryAndBefore(correction, written);
}

/** Whether the work is as these facts say already, as it is after they were written. */
export async function matchesFacts(
  transaction: Transaction,
  context: Context,
  work: { readonly assignmentId: bigint; readonly facts: AmendedFacts },
): Promise<boolean> {
  const { outcome } = await amend(transaction, context, work, null);
  return outcome === "unchanged";
}

/**
 * The entry that answered a contested one since, for upholding without facts.
 * @throws AppError `invalid_request` where it still counts, so that somebody has to say what is right.
 */
export async function requireResponse(
  transaction: Transaction,
  { organizationId }: Context,
  { entryId }: LockedContest,
): Promise<EntryAndBefore> {
  const entry = await findContestableEntry(transaction, organizationId, entryId);
  if (entry === null) throw notFoundError();
  if (upholdingNeeds(entry) === "facts" || entry.answeredBy === null) throw factsMissing();
  const answer = await findEntryAndBefore(transaction, organizationId, entry.answeredBy);
  if (answer === null) throw new Error("An entry that answers another one is there.");
  return answer;
}

/** @param contest the one whose entry has to count, for whoever raised it; null: whatever counts. */
async function amend(
  transaction: Transaction,
  context: Context,
  { assignmentId, facts }: { readonly assignmentId: bigint; readonly facts: AmendedFacts },
  contest: LockedContest | null,
) {
  const { organizationId, organization, now } = context;
  const { required_skills: skills, ...fields } = facts;
  try {
    const work = readAssignmentFields(fields, { now, timeZone: organization.timeZone });
    return await changeWithin(transaction, context, { ids: [assignmentId] }, [], async (held) => {
      const { stored } = held;
      if (stored === null) throw notFoundError();
      if (contest !== null) requireUnanswered(stored, contest);
      return {
        ...keep(stored),
        ...work,
        ...(skills !== undefined && {
          requiredSkills: await resolveSkills(transaction, organizationId, skills),
        }),
      };
    });
  } catch (error) {
    throw namedInFacts(error);
  }
}

/**
 * Work that was given to somebody else may count for its former owner until a job has followed: by then it is the other
 * one's, perhaps the decider's own.
 */
function requireUnanswered({ userId, counted }: StoredAssignment, contest: LockedContest): void {
  if (userId !== contest.userId || counted?.entryId !== contest.entryId) throw answeredMeanwhile();
}

/** The fields stand one level deeper than where an assignment is amended. */
function namedInFacts(error: unknown): unknown {
  if (!(error instanceof AppError) || error.invalidParams === null) return error;
  return new AppError(error.code, error.detail, {
    invalidParams: error.invalidParams.map(({ name, reason }) => ({
      name: `facts.${name}`,
      reason,
    })),
  });
}

function changesNothing(): AppError {
  return new AppError(
    "invalid_request",
    "With these facts the work counts for just what it counts for now. Give those that are right, or reject the contest and say why. Nothing was changed.",
    { invalidParams: [{ name: "facts", reason: "must change what the work counts for" }] },
  );
}

function factsMissing(): AppError {
  return new AppError(
    "invalid_request",
    "The contested entry still counts, so upholding the contest needs the facts that are right. Nothing was changed.",
    { invalidParams: [{ name: "facts", reason: "must say what is right" }] },
  );
}

function answeredMeanwhile(): AppError {
  return new AppError(
    "conflict",
    "The contested entry was corrected or taken back meanwhile. MemberView at it again: uphold the contest without facts if that settles it, or reject it and say why. Nothing was changed.",
  );
}
