import type { LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import {
  COMPONENTS,
  type Component,
  mapComponents,
  type PerComponent,
} from "@/lib/performance/domain/scoring/policy";

/** What an explanation needs of an entry; more of it is handed through. */
export type ExplainedEntry = Pick<LedgerEntry, "kind" | "score" | "contributions"> & {
  readonly id: bigint;
};

/** A component and the hundredths by which it moved the score; never 0. */
export type Reason = { readonly component: Component; readonly amount: number };

/** An entry, what it did to the score, and by which components. */
export type Movement<Entry extends ExplainedEntry> = {
  readonly entry: Entry;
  /** Hundredths, a null score counting as 0. */
  readonly change: number;
  /** The largest first, whatever its sign; they add up to the change. */
  readonly reasons: readonly Reason[];
};

export type Explanation<Entry extends ExplainedEntry> = {
  /** Hundredths; null where there was no score before the period. */
  readonly scoreBefore: number | null;
  /** Hundredths, after the newest entry; null without a score. */
  readonly scoreNow: number | null;
  /** Hundredths, a null score counting as 0. */
  readonly change: number;
  /** Each component's part of the change in hundredths; null where it never counted. */
  readonly components: PerComponent<number | null>;
  /** Those parts that are not 0, the largest first. */
  readonly reasons: readonly Reason[];
  /** The entries that moved the score most, the largest change first, then the newest. */
  readonly movements: readonly Movement<Entry>[];
};

/**
 * Why a score moved in a period: the sums of the contributions of its entries, which add up to the
 * change exactly, and the entries that moved it most. An entry that moved nothing is not listed.
 *
 * @param scoreBefore the score after the last entry before the period, in hundredths, or null.
 * @param entries all entries of the period, in any order.
 * @param limit how many entries are listed at most.
 * @throws RangeError when an entry is missing, so that they do not add up to the change.
 */
export function explainPeriod<Entry extends ExplainedEntry>(
  scoreBefore: number | null,
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
  const change = (scoreNow ?? 0) - (scoreBefore ?? 0);
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

function sumContributions(contributions: PerComponent<number | null>): number {
  return addKnown(Object.values(contributions)) ?? 0;
}

/** The largest first; among equal amounts in the order of the components. */
function listReasons(contributions: PerComponent<number | null>): readonly Reason[] {
  return COMPONENTS.map((component) => ({ component, amount: contributions[component] ?? 0 }))
    .filter(({ amount }) => amount !== 0)
    .sort((left, right) => Math.abs(right.amount) - Math.abs(left.amount));
}

function addKnown(values: readonly (number | null)[]): number | null {
  return values.reduce((total, value) => (value === null ? total : (total ?? 0) + value), null);
}
