import { type LocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import { rational, roundHalfUp } from "@/lib/performance/domain/units/rational";
import { countWholeSeconds } from "@/lib/performance/domain/units/seconds";
import { computeOnTime } from "./on-time";
import { computeSkillMatch, type RequiredSkill, type SkillLevels } from "./skill-match";

/**
 * What one completion says about performance. It is taken once, with the due date, skill levels
 * and time zone of that moment; later changes of those never reach back into it.
 *
 * Seconds are whole, `floor(milliseconds / 1000)`, so that `onTime` is true exactly when
 * `earlySeconds` is not negative, to the millisecond.
 */
export type Fact = {
  readonly completedAt: Date;
  /** The local date of `completedAt` in the organization's zone. */
  readonly completedOn: LocalDate;
  /** Whether it was completed at `dueAt` or before; null without a due date. */
  readonly onTime: boolean | null;
  /** Due minus completed, positive is early; null without a due date. */
  readonly earlySeconds: number | null;
  /** From start, else assignment, to completion; null when neither is known. */
  readonly durationSeconds: number | null;
  /** 0–10000 steps of 1/10000; null when nothing is given and no required skill is rated. */
  readonly skillMatch: number | null;
  /** 0–1000 steps of 1/100 on the scale 0–10; null when not given. */
  readonly difficulty: number | null;
};

/** A completed assignment, as far as a fact is taken from it. */
export type FactInput = {
  readonly assignedAt: Date | null;
  readonly startedAt: Date | null;
  readonly dueAt: Date | null;
  readonly completedAt: Date;
  /** The match as given, 0–10000 steps of 1/10000; null to compute it from the skills. */
  readonly skillMatch: number | null;
  /** 0–1000 steps of 1/100 on the scale 0–10. */
  readonly difficulty: number | null;
  readonly requiredSkills: readonly RequiredSkill[];
};

/** Takes the fact of a completion with the levels and zone of this moment. */
export function takeFact(work: FactInput, levels: SkillLevels, timeZone: string): Fact {
  return {
    completedAt: work.completedAt,
    completedOn: toLocalDate(work.completedAt, timeZone),
    ...computeOnTime(work),
    durationSeconds: takeDuration(work),
    skillMatch: takeSkillMatch(work, levels),
    difficulty: work.difficulty,
  };
}

/**
 * The fact of an amended assignment. Only what rests on something that differs between `before`
 * and `after` is taken again, so amending a title neither moves a completion into the zone of
 * today nor judges it by the skills of today.
 */
export function amendFact(
  fact: Fact,
  before: FactInput,
  after: FactInput,
  levels: SkillLevels,
  timeZone: string,
): Fact {
  const moved = !isSameInstant(before.completedAt, after.completedAt);
  const dueMoved = moved || !isSameInstant(before.dueAt, after.dueAt);
  const durationMoved = moved || !isSameInstant(getStart(before), getStart(after));
  const matchMoved =
    before.skillMatch !== after.skillMatch ||
    !hasSameSkills(before.requiredSkills, after.requiredSkills);
  return {
    completedAt: moved ? after.completedAt : fact.completedAt,
    completedOn: moved ? toLocalDate(after.completedAt, timeZone) : fact.completedOn,
    ...(dueMoved ? computeOnTime(after) : { onTime: fact.onTime, earlySeconds: fact.earlySeconds }),
    durationSeconds: durationMoved ? takeDuration(after) : fact.durationSeconds,
    skillMatch: matchMoved ? takeSkillMatch(after, levels) : fact.skillMatch,
    difficulty: before.difficulty === after.difficulty ? fact.difficulty : after.difficulty,
  };
}

/** Whether two facts say the same, moment and local date of completion included. */
export function equalFacts(left: Fact | null, right: Fact | null): boolean {
  if (left === null || right === null) return left === right;
  return (
    isSameInstant(left.completedAt, right.completedAt) &&
    left.completedOn === right.completedOn &&
    left.onTime === right.onTime &&
    left.earlySeconds === right.earlySeconds &&
    left.durationSeconds === right.durationSeconds &&
    left.skillMatch === right.skillMatch &&
    left.difficulty === right.difficulty
  );
}

const DECIMAL = /^([+-]?)(\d{1,400})(?:\.(\d{0,400}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * A decimal number in whole steps of `1 / stepsPerUnit`, rounded half up exactly as its decimal
 * text says: 1.005 is 101 hundredths, though the nearest double is below it. A JavaScript number
 * counts as its shortest decimal text.
 *
 * @throws RangeError when the text is not a finite decimal or its steps are outside the safe integers.
 */
export function toSteps(value: number | string, stepsPerUnit: 10000 | 100): number {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(`${value}`) ?? [];
  if (sign === undefined) throw new RangeError("This is not a decimal number.");
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const shift = Number(exponent) - fraction.length;
  const decimal =
    shift < 0
      ? rational(digits, 10n ** BigInt(-shift))
      : rational(digits * 10n ** BigInt(shift), 1);
  return roundHalfUp(decimal, stepsPerUnit);
}

function takeDuration(work: FactInput): number | null {
  const start = getStart(work);
  return start === null ? null : countWholeSeconds(start, work.completedAt);
}

function takeSkillMatch(work: FactInput, levels: SkillLevels): number | null {
  return work.skillMatch ?? computeSkillMatch(work.requiredSkills, levels);
}

function getStart({ startedAt, assignedAt }: FactInput): Date | null {
  return startedAt ?? assignedAt;
}

function isSameInstant(left: Date | null, right: Date | null): boolean {
  return left?.getTime() === right?.getTime();
}

/** Whether the same levels of the same skills are required, in any order. */
function hasSameSkills(left: readonly RequiredSkill[], right: readonly RequiredSkill[]): boolean {
  const getText = (skills: readonly RequiredSkill[]) =>
    skills
      .map(({ skillId, level }) => `${skillId}:${level}`)
      .sort()
      .join();
  return getText(left) === getText(right);
}
