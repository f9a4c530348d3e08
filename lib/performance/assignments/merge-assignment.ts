import type { AssignmentContent } from "@/lib/performance/assignments/queries/write-assignments";
import { validateAssignment } from "@/lib/performance/domain/assignments/validate-assignment";
import {
  amendFact,
  type Fact,
  type FactInput,
  takeFact,
} from "@/lib/performance/domain/scoring/fact";
import type { SkillLevels } from "@/lib/performance/domain/scoring/skill-match";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";
import type { AssignmentError, AssignmentInput } from "./assignment-input";

/** What a fact depends on besides the assignment: the current time, the time zone and the members' skill levels. */
export type FactContext = {
  readonly now: Date;
  readonly timeZone: string;
  readonly getLevels: (userId: number) => SkillLevels;
};

/** The stored assignment with the input applied, without its fact. */
export function mergeInput(
  stored: StoredAssignment | null,
  input: AssignmentInput,
): Omit<AssignmentContent, "fact"> {
  const status = mergeStatus(stored, input);
  return {
    externalId: input.externalId,
    userId: input.userId,
    title: input.title,
    project: pickGiven(input.project, stored?.project),
    status,
    assignedAt: pickGiven(input.assignedAt, stored?.assignedAt),
    startedAt: pickGiven(input.startedAt, stored?.startedAt),
    dueAt: pickGiven(input.dueAt, stored?.dueAt),
    completedAt: status === "completed" ? pickGiven(input.completedAt, stored?.completedAt) : null,
    difficulty: pickGiven(input.difficulty, stored?.difficulty),
    skillMatch: pickGiven(input.skillMatch, stored?.skillMatch),
    requiredSkills: input.requiredSkills ?? stored?.requiredSkills ?? [],
    deletedAt: input.deletedAt ?? null,
  };
}

/** Why the merged assignment is invalid: the input does not fit the stored fields. */
export function findMergedRuleBreach(
  merged: Omit<AssignmentContent, "fact">,
  { now, timeZone }: FactContext,
): AssignmentError | null {
  if (merged.status === "completed" && merged.completedAt === null) {
    return { field: "completed_at", reason: "A completed assignment needs completed_at." };
  }
  // The reader of the input checks the time of day of the completion; only the day is certain here.
  return validateAssignment(merged, now, { completedAtIsDate: true, timeZone });
}

/**
 * The expected fact of the merged assignment; null unless it is completed. Amended where the same member had completed
 * it before, otherwise taken new.
 */
export function buildFact(
  stored: StoredAssignment | null,
  merged: Omit<AssignmentContent, "fact">,
  { timeZone, getLevels }: FactContext,
): Fact | null {
  const fields = toFactInput(merged);
  if (fields === null) return null;
  const before = stored === null ? null : toFactInput(stored);
  const levels = getLevels(merged.userId);
  return stored?.fact && before !== null && stored.userId === merged.userId
    ? amendFact(stored.fact, before, fields, levels, timeZone)
    : takeFact(fields, levels, timeZone);
}

/** Whether the fact may depend on the skill levels of the member. */
export function needsLevels(merged: Omit<AssignmentContent, "fact">): boolean {
  const { status, skillMatch, requiredSkills } = merged;
  return status === "completed" && skillMatch === null && requiredSkills.length > 0;
}

/** Whether the same levels of the same skills are required, in any order. */
export function haveEqualSkills(stored: StoredAssignment, content: AssignmentContent): boolean {
  return listSkillKeys(stored).join() === listSkillKeys(content).join();
}

/** Whether the stored assignment has exactly this content. */
export function haveEqualContent(stored: StoredAssignment, content: AssignmentContent): boolean {
  return toComparableText(stored) === toComparableText(content);
}

function mergeStatus(stored: StoredAssignment | null, input: AssignmentInput) {
  if (input.status !== undefined) return input.status;
  if (input.completedAt) return "completed";
  if (input.completedAt === undefined || stored?.status === "cancelled") {
    return stored?.status ?? "open";
  }
  return "open";
}

function pickGiven<Value>(input: Value | null | undefined, stored: Value | null | undefined) {
  return input === undefined ? (stored ?? null) : input;
}

function toFactInput(assignment: Omit<AssignmentContent, "fact">): FactInput | null {
  const { completedAt } = assignment;
  return completedAt === null ? null : { ...assignment, completedAt };
}

function toComparableText(content: AssignmentContent): string {
  const { externalId, userId, title, project, status, assignedAt, startedAt, dueAt } = content;
  const { completedAt, difficulty, skillMatch, deletedAt, fact } = content;
  return JSON.stringify([
    ...[externalId, userId, title, project, status, assignedAt, startedAt, dueAt, completedAt],
    ...[difficulty, skillMatch, deletedAt, listSkillKeys(content)],
    ...[fact?.completedOn, fact?.onTime, fact?.earlySeconds, fact?.durationSeconds],
    ...[fact?.skillMatch, fact?.difficulty],
  ]);
}

function listSkillKeys({ requiredSkills }: Pick<AssignmentContent, "requiredSkills">): string[] {
  return requiredSkills.map(({ skillId, level }) => `${skillId}:${level}`).sort();
}
