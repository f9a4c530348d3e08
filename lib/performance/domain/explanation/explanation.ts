import type { LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import {
  COMPONENTS,
  type Component,
  mapComponents,
  type PerComponent,
} from "@/lib/performance/domain/scoring/policy";

/** The part of a ledger entry that an explanation reads; other fields are passed through. */
export type ExplainedEntry = Pick<LedgerEntry, "kind" | "score" | "contributions"> & {
  readonly id: bigint;
};

/** A component, and the hundredths by which it changed the score; never 0. */
export type Reason = { readonly component: Component; readonly amount: number };

/** A ledger entry that changed the score. */
export type Movement<Entry extends ExplainedEntry> = {
  readonly entry: Entry;
  /** Hundredths; a null score counts as 0. */
  readonly change: number;
  /** By size, whatever the sign; they add up to the change. */
  readonly reasons: readonly Reason[];
};

export type Explanation<Entry extends ExplainedEntry> = {
  /** Hundredths; null without a score before the period. */
  readonly scoreBefore: number | null;
  /** Hundredths after the newest entry; null without a score. */
  readonly scoreNow: number | null;
  /** Hundredths; a null score counts as 0. */
  readonly change: number;
  /** Each component's part of the change in hundredths; null where no entry has a contribution of it. */
  readonly components: PerComponent<number | null>;
  /** The parts that are not 0, by size. */
  readonly reasons: readonly Reason[];
  /** The entries with the largest changes, by size, then the newest first. */
  readonly movements: readonly Movement<Entry>[];
};

/**
 * Explains why a score changed in a period: the contributions of its entries, which add up exactly to the change, and
 * the entries that changed it most. An entry without a contribution is not listed.
 *
 * @param scoreBefore hundredths after the last entry before the period; null without a score.
 * @param entries all entries of the period, in any order.
 * @param limit the maximum number of listed entries.
 * @throws RangeError when an entry is missing, so that the contributions do not add up to the change.
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

/** By size; equal amounts in the order of the components. */
function listReasons(contributions: PerComponent<number | null>): readonly Reason[] {
  return COMPONENTS.map((component) => ({ component, amount: contributions[component] ?? 0 }))
    .filter(({ amount }) => amount !== 0)
    .sort((left, right) => Math.abs(right.amount) - Math.abs(left.amount));
}

function addKnown(values: readonly (number | null)[]): number | null {
  return values.reduce((total, value) => (value === null ? total : (total ?? 0) + value), null);
}
