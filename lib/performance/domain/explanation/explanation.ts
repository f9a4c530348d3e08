import type { LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import {
  COMPONENTS,
  type Component,
  mapComponents,
  type PerComponent,
} from "@/lib/performance/domain/scoring/policy";
import {
  type ScoreHundredths,
  subtractScores,
  sumScores,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";

/** The part of a ledger entry that an explanation reads; other fields are passed through. */
export type ExplainedEntry = Pick<LedgerEntry, "kind" | "score" | "contributions"> & {
  readonly id: bigint;
};

/** A component, and the change of the score by it; never 0. */
export type Reason = { readonly component: Component; readonly amount: ScoreHundredths };

/** A ledger entry that changed the score. */
export type Movement<Entry extends ExplainedEntry> = {
  readonly entry: Entry;
  /** A null score counts as 0. */
  readonly change: ScoreHundredths;
  /** By size, whatever the sign; they add up to the change. */
  readonly reasons: readonly Reason[];
};

export type Explanation<Entry extends ExplainedEntry> = {
  /** Null without a score before the period. */
  readonly scoreBefore: ScoreHundredths | null;
  /** After the newest entry; null without a score. */
  readonly scoreNow: ScoreHundredths | null;
  /** A null score counts as 0. */
  readonly change: ScoreHundredths;
  /** Each component's part of the change; null where no entry has a contribution of it. */
  readonly components: PerComponent<ScoreHundredths | null>;
  /** The parts that are not 0, by size. */
  readonly reasons: readonly Reason[];
  /** The entries with the largest changes, by size, then the newest first. */
  readonly movements: readonly Movement<Entry>[];
};

/**
 * Explains why a score changed in a period: the contributions of its entries, which add up exactly to the change, and
 * the entries that changed it most. An entry without a contribution is not listed.
 *
 * @param scoreBefore after the last entry before the period; null without a score.
 * @param entries all entries of the period, in any order.
 * @param limit the maximum number of listed entries.
 * @throws RangeError when an entry is missing, so that the contributions do not add up to the change.
 */
export function explainPeriod<Entry extends ExplainedEntry>(
  scoreBefore: ScoreHundredths | null,
  entries: readonly Entry[],
  limit: number,
): Explanation<Entry> {
  const newest = entries.reduce<Entry | null>(
    (last, entry) => (last === null || entry.id > last.id ? entry : last),
    null,
  );
  const scoreNow = newest === null ? scoreBefore : newest.score;
  const components = mapComponents((component) =>
    addKnown(entries.map(({ contributions }) => contributions[component])),
  );
  const change = subtractScores(scoreNow ?? ZERO_SCORE, scoreBefore ?? ZERO_SCORE);
  if (sumContributions(components) !== change) {
    throw new RangeError(
      `The entries add up to ${sumContributions(components)}, not to ${change}.`,
    );
  }
  return {
    scoreBefore,
    scoreNow,
    change,
    components,
    reasons: listReasons(components),
    movements: listMovements(entries).slice(0, limit),
  };
}

function listMovements<Entry extends ExplainedEntry>(
  entries: readonly Entry[],
): readonly Movement<Entry>[] {
  return entries
    .map((entry) => ({
      entry,
      change: sumContributions(entry.contributions),
      reasons: listReasons(entry.contributions),
    }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort(
      (left, right) =>
        Math.abs(right.change) - Math.abs(left.change) || (left.entry.id < right.entry.id ? 1 : -1),
    );
}

function sumContributions(contributions: PerComponent<ScoreHundredths | null>): ScoreHundredths {
  return addKnown(Object.values(contributions)) ?? ZERO_SCORE;
}

/** By size; equal amounts in the order of the components. */
function listReasons(contributions: PerComponent<ScoreHundredths | null>): readonly Reason[] {
  return COMPONENTS.map((component) => ({
    component,
    amount: contributions[component] ?? ZERO_SCORE,
  }))
    .filter(({ amount }) => amount !== 0)
    .sort((left, right) => Math.abs(right.amount) - Math.abs(left.amount));
}

/** Null where no value is known. */
function addKnown(values: readonly (ScoreHundredths | null)[]): ScoreHundredths | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sumScores(known);
}
