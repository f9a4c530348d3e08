import {
  type DifficultyHundredths,
  toDifficultyHundredths,
} from "@/lib/performance/domain/units/difficulty-hundredths";
import {
  type MatchTenThousandths,
  toMatchTenThousandths,
} from "@/lib/performance/domain/units/match-ten-thousandths";
import { type Seconds, toSeconds } from "@/lib/performance/domain/units/seconds";
import type { Fact } from "./fact";

/** Ten whole numbers, each a safe integer, that add up facts. All metrics are quotients of them. */
export type LedgerSums = {
  readonly tasks: number;
  /** Completions with a due date. */
  readonly due: number;
  /** Completions on time. */
  readonly onTime: number;
  /** Seconds early minus seconds late. */
  readonly earlySeconds: Seconds;
  /** Completions with a known duration. */
  readonly timed: number;
  readonly durationSeconds: Seconds;
  /** Completions with a skill match. */
  readonly skillRated: number;
  readonly skillMatch: MatchTenThousandths;
  /** Completions with a difficulty. */
  readonly difficultyRated: number;
  readonly difficulty: DifficultyHundredths;
};

/**
 * The sums of a member or a day: those of the ledger, and how many completions have what is worth knowing about their
 * due date. Facts may be added, removed and amended in any order with the same result.
 */
export type Sums = LedgerSums & {
  /** Completions whose due date was moved. */
  readonly dueMoved: number;
  /** Completions whose due date was moved after it had passed, or to one that had. */
  readonly dueMovedAfter: number;
  /** Completions whose due date was moved because the assignee was away. */
  readonly dueMovedForAbsence: number;
  /** Completions with a due date that nothing says since when it was set. */
  readonly dueUnrecorded: number;
};

export type SumField = keyof Sums;

export const LEDGER_FIELDS = [
  "tasks",
  "due",
  "onTime",
  "earlySeconds",
  "timed",
  "durationSeconds",
  "skillRated",
  "skillMatch",
  "difficultyRated",
  "difficulty",
] as const satisfies readonly (keyof LedgerSums)[];

export const SUM_FIELDS = [
  ...LEDGER_FIELDS,
  ...(["dueMoved", "dueMovedAfter", "dueMovedForAbsence", "dueUnrecorded"] as const),
] as const satisfies readonly SumField[];

/** A sum would be outside the safe integers and no longer exact. */
export class SumsRangeError extends RangeError {
  override readonly name = "SumsRangeError";
}

export const ZERO_SUMS: Sums = buildSums(() => 0);

/**
 * The sums of plain numbers, as they are read from a row.
 *
 * @throws SumsRangeError when a number is not whole or outside the safe integers.
 */
export function createSums(values: Readonly<Record<SumField, number>>): Sums {
  return buildSums((field) => values[field]);
}

/**
 * The sums of a ledger entry, as they are read from a row.
 *
 * @throws SumsRangeError when a number is not whole or outside the safe integers.
 */
export function createLedgerSums(values: Readonly<Record<keyof LedgerSums, number>>): LedgerSums {
  return buildLedgerSums((field) => values[field]);
}

export function toSums(fact: Fact): Sums {
  return createSums({
    tasks: 1,
    due: fact.onTime === null ? 0 : 1,
    onTime: fact.onTime === true ? 1 : 0,
    earlySeconds: fact.earlySeconds ?? 0,
    timed: fact.durationSeconds === null ? 0 : 1,
    durationSeconds: fact.durationSeconds ?? 0,
    skillRated: fact.skillMatch === null ? 0 : 1,
    skillMatch: fact.skillMatch ?? 0,
    difficultyRated: fact.difficulty === null ? 0 : 1,
    difficulty: fact.difficulty ?? 0,
    dueMoved: Number(fact.dueMoved),
    dueMovedAfter: Number(fact.dueMovedAfter),
    dueMovedForAbsence: Number(fact.dueMovedForAbsence),
    dueUnrecorded: Number(fact.dueUnrecorded),
  });
}

/** @throws SumsRangeError when a sum leaves the safe integers. */
export function add(sums: Sums, fact: Fact): Sums {
  return plus(sums, toSums(fact));
}

/**
 * Removes a fact that was added before: `subtract(add(sums, fact), fact)` is `sums`.
 *
 * @throws SumsRangeError when a sum leaves the safe integers.
 */
export function subtract(sums: Sums, fact: Fact): Sums {
  return difference(sums, toSums(fact));
}

/** @throws SumsRangeError when a sum leaves the safe integers. */
export function plus(left: Sums, right: Sums): Sums {
  return buildSums((field) => left[field] + right[field]);
}

/** @throws SumsRangeError when a sum leaves the safe integers. */
export function difference(later: Sums, earlier: Sums): Sums {
  return buildSums((field) => later[field] - earlier[field]);
}

/** The sums that the ledger keeps. */
export function toLedgerSums(sums: LedgerSums): LedgerSums {
  return {
    tasks: sums.tasks,
    due: sums.due,
    onTime: sums.onTime,
    earlySeconds: sums.earlySeconds,
    timed: sums.timed,
    durationSeconds: sums.durationSeconds,
    skillRated: sums.skillRated,
    skillMatch: sums.skillMatch,
    difficultyRated: sums.difficultyRated,
    difficulty: sums.difficulty,
  };
}

/** Sums of the ledger, with 0 for what it does not keep: for differences of entries. */
export function fromLedgerSums(sums: LedgerSums): Sums {
  return { ...ZERO_SUMS, ...toLedgerSums(sums) };
}

export function equalSums(left: Sums, right: Sums): boolean {
  return SUM_FIELDS.every((field) => left[field] === right[field]);
}

function buildSums(compute: (field: SumField) => number): Sums {
  return {
    ...buildLedgerSums(compute),
    dueMoved: requireExact("dueMoved", compute("dueMoved")),
    dueMovedAfter: requireExact("dueMovedAfter", compute("dueMovedAfter")),
    dueMovedForAbsence: requireExact("dueMovedForAbsence", compute("dueMovedForAbsence")),
    dueUnrecorded: requireExact("dueUnrecorded", compute("dueUnrecorded")),
  };
}

function buildLedgerSums(compute: (field: keyof LedgerSums) => number): LedgerSums {
  const exact = (field: keyof LedgerSums) => requireExact(field, compute(field));
  return {
    tasks: exact("tasks"),
    due: exact("due"),
    onTime: exact("onTime"),
    earlySeconds: toSeconds(exact("earlySeconds")),
    timed: exact("timed"),
    durationSeconds: toSeconds(exact("durationSeconds")),
    skillRated: exact("skillRated"),
    skillMatch: toMatchTenThousandths(exact("skillMatch")),
    difficultyRated: exact("difficultyRated"),
    difficulty: toDifficultyHundredths(exact("difficulty")),
  };
}

function requireExact(field: SumField, value: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new SumsRangeError(`The sum ${field} would be outside the safe integers.`);
  }
  return value;
}
