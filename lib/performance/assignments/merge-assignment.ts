import type { AssignmentContent } from "@/lib/performance/assignments/queries/write-assignments";
import {
  nullableNames,
  repeatValue,
  storedFieldNames,
  toKey,
} from "@/lib/performance/domain/assignments/field-names";
import {
  type AssignmentError,
  validateAssignment,
} from "@/lib/performance/domain/assignments/validate-assignment";
import { countDue, type DueChange, type DueRule } from "@/lib/performance/domain/scoring/due-rule";
import {
  amendFact,
  type Fact,
  type FactInput,
  takeFact,
} from "@/lib/performance/domain/scoring/fact";
import type { SkillLevels } from "@/lib/performance/domain/scoring/skill-match";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";
import type { AssignmentInput } from "./assignment-input";

/** What a fact depends on besides the assignment: the current time, the time zone and the members' skill levels. */
export type FactContext = {
  readonly now: Date;
  readonly timeZone: string;
  readonly getLevels: (userId: number) => SkillLevels;
  /** In force for completions that are counted now. */
  readonly dueRule: DueRule;
  /** Why the due date is changed. */
  readonly reason: DueChange["reason"];
};

type MergedAssignment = Omit<AssignmentContent, "fact">;
type OptionalContent = Omit<MergedAssignment, "externalId" | "userId" | "title">;

const nullableKeys = nullableNames.map((name) => toKey(name));

/** What a new assignment has of fields that were not given. */
const emptyContent: OptionalContent = {
  ...repeatValue(nullableKeys, null),
  status: "open",
  requiredSkills: [],
  deletedAt: null,
  completedPrecision: "time",
};

/** Whether the input records an assignment again that was deleted. */
export function isCreatedAgain(
  stored: StoredAssignment | null,
  { deletedAt }: { readonly deletedAt?: Date | null },
): boolean {
  return stored !== null && stored.deletedAt !== null && (deletedAt ?? null) === null;
}

/**
 * The stored assignment with the input applied, without its fact. What a deleted one had is not kept: it is created
 * again.
 */
export function mergeInput(
  present: StoredAssignment | null,
  input: AssignmentInput,
): MergedAssignment {
  const stored = isCreatedAgain(present, input) ? null : present;
  const before = stored === null ? emptyContent : pickContent(stored);
  const { completedAt = before.completedAt } = input;
  const status = mergeStatus(stored, input);
  const given = input.completedPrecision ?? (input.completedAt ? "time" : undefined);
  return {
    ...before,
    ...input,
    status,
    completedAt: status === "completed" ? completedAt : null,
    deletedAt: input.deletedAt ?? null,
    completedPrecision: status === "completed" ? (given ?? before.completedPrecision) : "time",
  };
}

function pickContent(stored: StoredAssignment): OptionalContent {
  const { id: _id, fact: _fact, counted: _counted, listed: _listed, ...others } = stored;
  const { dueChanges: _dueChanges, ...content } = others;
  return content;
}

/** Why the merged assignment is invalid: the input does not fit the stored fields. */
export function listMergedErrors(
  merged: MergedAssignment,
  { now, timeZone }: FactContext,
): readonly AssignmentError[] {
  // The reader of the input checks the time of day of the completion; only the day is certain here.
  return validateAssignment(merged, now, { completedAtIsDate: true, timeZone });
}

/**
 * The expected fact of the merged assignment; null unless it is completed. Amended where the same member had completed
 * it before, otherwise taken new.
 */
export function buildFact(
  stored: StoredAssignment | null,
  merged: MergedAssignment,
  { now, timeZone, getLevels, dueRule, reason }: FactContext,
): Fact | null {
  const fields = toFactInput(merged);
  if (fields === null) return null;
  const before = stored === null ? null : toFactInput(stored);
  const levels = getLevels(merged.userId);
  const fact = stored?.userId === merged.userId ? stored.fact : null;
  const changes = [...(stored?.dueChanges ?? []), describeWrite(stored, merged, now, reason)];
  const due = countDue(fact?.dueRule ?? dueRule, changes);
  return fact !== null && before !== null
    ? amendFact(fact, before, fields, due, levels, timeZone)
    : takeFact(fields, due, levels, timeZone);
}

/** The change that the write will have recorded. */
function describeWrite(
  stored: StoredAssignment | null,
  { userId, dueAt, status }: MergedAssignment,
  at: Date,
  reason: DueChange["reason"],
): DueChange {
  const isCompleted = status === "completed";
  if (stored === null) return { event: "created", at, userId, dueAt, isCompleted, reason };
  return {
    event: "changed",
    at,
    ...(stored.userId !== userId && { userId }),
    ...(stored.dueAt?.getTime() !== dueAt?.getTime() && { dueAt }),
    isCompleted,
    reason,
  };
}

/** Whether the fact may depend on the skill levels of the member. */
export function needsLevels(merged: MergedAssignment): boolean {
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

function toFactInput(assignment: MergedAssignment): FactInput | null {
  const { completedAt } = assignment;
  return completedAt === null ? null : { ...assignment, completedAt };
}

const comparedKeys = [
  ...storedFieldNames.map((name) => toKey(name)),
  "deletedAt",
  "completedPrecision",
] as const;

function toComparableText(content: AssignmentContent): string {
  const { fact } = content;
  return JSON.stringify([
    ...comparedKeys.map((key) => content[key]),
    listSkillKeys(content),
    ...[fact?.completedOn, fact?.onTime, fact?.earlySeconds, fact?.durationSeconds],
    ...[fact?.skillMatch, fact?.difficulty, fact?.dueCounted, fact?.dueRule, fact?.dueMoved],
    ...[fact?.dueMovedAfter, fact?.dueMovedForAbsence, fact?.dueUnrecorded],
  ]);
}

function listSkillKeys({ requiredSkills }: Pick<AssignmentContent, "requiredSkills">): string[] {
  return requiredSkills.map(({ skillId, level }) => `${skillId}:${level}`).sort();
}
