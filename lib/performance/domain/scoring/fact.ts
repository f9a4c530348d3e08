import { type LocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { DifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { MatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { countWholeSeconds, type Seconds } from "@/lib/performance/domain/units/seconds";
import type { CountedDue } from "./due-rule";
import { computeOnTime, type OnTime } from "./on-time";
import { computeSkillMatch, type RequiredSkill, type SkillLevels } from "./skill-match";

/**
 * What one completion says about performance. It is taken once, with the due date, skill levels and time zone of that
 * time; later changes of those do not change it.
 */
export type Fact = CountedDue & {
  readonly completedAt: Date;
  /** The local date of `completedAt` in the organization's zone. */
  readonly completedOn: LocalDate;
  /** Whether it was completed at the due date that counts or before; null without one. */
  readonly onTime: boolean | null;
  /** Due minus completed, positive is early; null without a due date. */
  readonly earlySeconds: Seconds | null;
  /** From start, or assignment without a start, to completion; null when neither is known. */
  readonly durationSeconds: Seconds | null;
  /** 0–10000; null when none is given and no required skill is rated. */
  readonly skillMatch: MatchTenThousandths | null;
  /** 0–1000; null when not rated. */
  readonly difficulty: DifficultyHundredths | null;
};

/** A fact without what is known of its due date, on which no figure depends. */
export type MeasuredFact = Omit<Fact, keyof CountedDue>;

/** The part of a completed assignment that decides its fact. */
export type FactInput = {
  readonly assignedAt: Date | null;
  readonly startedAt: Date | null;
  readonly dueAt: Date | null;
  readonly completedAt: Date;
  /** Whether only the day of the completion is known; its time is then the end of that day. By default `time`. */
  readonly completedPrecision?: "time" | "day";
  /** 0–10000; null to compute it from the skills. */
  readonly skillMatch: MatchTenThousandths | null;
  /** 0–1000; null when not rated. */
  readonly difficulty: DifficultyHundredths | null;
  readonly requiredSkills: readonly RequiredSkill[];
};

export function takeFact(
  input: FactInput,
  due: CountedDue,
  levels: SkillLevels,
  timeZone: string,
): Fact {
  return {
    completedAt: input.completedAt,
    completedOn: toLocalDate(input.completedAt, timeZone),
    ...due,
    ...takeOnTime(due.dueCounted, input, timeZone),
    durationSeconds: takeDuration(input),
    skillMatch: takeSkillMatch(input, levels),
    difficulty: input.difficulty,
  };
}

/**
 * The fact of an amended assignment. Only fields whose input differs between `before` and `after` are taken again, so
 * amending a title applies neither the current time zone nor the current skill levels.
 *
 * @param due by the rule of the fact.
 */
export function amendFact(
  fact: Fact,
  before: FactInput,
  after: FactInput,
  due: CountedDue,
  levels: SkillLevels,
  timeZone: string,
): Fact {
  const moved = !isSameInstant(before.completedAt, after.completedAt);
  const isDueAmended =
    moved ||
    !isSameInstant(before.dueAt, after.dueAt) ||
    (before.completedPrecision ?? "time") !== (after.completedPrecision ?? "time");
  const durationMoved = moved || !isSameInstant(getStart(before), getStart(after));
  const matchMoved =
    before.skillMatch !== after.skillMatch ||
    !hasSameSkills(before.requiredSkills, after.requiredSkills);
  return {
    ...fact,
    ...(moved && {
      completedAt: after.completedAt,
      completedOn: toLocalDate(after.completedAt, timeZone),
    }),
    ...(isDueAmended && { ...due, ...takeOnTime(due.dueCounted, after, timeZone) }),
    ...(durationMoved && { durationSeconds: takeDuration(after) }),
    ...(matchMoved && { skillMatch: takeSkillMatch(after, levels) }),
    ...(before.difficulty !== after.difficulty && { difficulty: after.difficulty }),
  };
}

export function equalFacts(left: Fact | null, right: Fact | null): boolean {
  if (left === null || right === null) return left === right;
  return (
    isSameInstant(left.completedAt, right.completedAt) &&
    left.completedOn === right.completedOn &&
    isSameInstant(left.dueCounted, right.dueCounted) &&
    left.dueRule === right.dueRule &&
    left.dueMoved === right.dueMoved &&
    left.dueMovedAfter === right.dueMovedAfter &&
    left.dueMovedForAbsence === right.dueMovedForAbsence &&
    left.dueUnrecorded === right.dueUnrecorded &&
    left.onTime === right.onTime &&
    left.earlySeconds === right.earlySeconds &&
    left.durationSeconds === right.durationSeconds &&
    left.skillMatch === right.skillMatch &&
    left.difficulty === right.difficulty
  );
}

/** A completion that is known by its day is on time on the day that it is due, and neither early nor late. */
function takeOnTime(
  dueAt: Date | null,
  { completedAt, completedPrecision }: FactInput,
  timeZone: string,
): OnTime {
  const isDueDay =
    completedPrecision === "day" &&
    dueAt !== null &&
    toLocalDate(dueAt, timeZone) === toLocalDate(completedAt, timeZone);
  return isDueDay
    ? { onTime: true, earlySeconds: countWholeSeconds(completedAt, completedAt) }
    : computeOnTime(dueAt, completedAt);
}

function takeDuration(input: FactInput): Seconds | null {
  const start = getStart(input);
  return start === null ? null : countWholeSeconds(start, input.completedAt);
}

function takeSkillMatch(input: FactInput, levels: SkillLevels): MatchTenThousandths | null {
  return input.skillMatch ?? computeSkillMatch(input.requiredSkills, levels);
}

function getStart({ startedAt, assignedAt }: FactInput): Date | null {
  return startedAt ?? assignedAt;
}

function isSameInstant(left: Date | null, right: Date | null): boolean {
  return left?.getTime() === right?.getTime();
}

function hasSameSkills(left: readonly RequiredSkill[], right: readonly RequiredSkill[]): boolean {
  const getText = (skills: readonly RequiredSkill[]) =>
    skills
      .map(({ skillId, level }) => `${skillId}:${level}`)
      .sort()
      .join();
  return getText(left) === getText(right);
}
