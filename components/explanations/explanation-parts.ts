import {
  parseScore,
  subtractScores,
  sumScores,
  toDecimalScore,
} from "@/lib/performance/domain/units/score-hundredths";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";

/** A part of a change as a bar on a line; the middle of the line is no change. */
export type Bar = {
  /** Where it begins and how long it is, in percent of the line. */
  readonly start: number;
  readonly length: number;
};

/** A bar for each part, the largest as long as half of the line; null where there is no part. */
export function toBars<Name extends string>(
  parts: Readonly<Record<Name, number | null>>,
): ReadonlyMap<string, Bar | null> {
  const values = Object.entries<number | null>(parts);
  const largest = Math.max(...values.map(([, value]) => Math.abs(value ?? 0)));
  return new Map(
    values.map(([name, value]) => {
      if (value === null || value === 0) return [name, null];
      const length = (Math.abs(value) / largest) * 50;
      return [name, { start: value < 0 ? 50 - length : 50, length }];
    }),
  );
}

/** The change by all entries that are not shown, in score points: with it the entries add up to the whole change. */
export function getRest(
  { change, entries, movements }: Pick<UserExplanation, "change" | "entries" | "movements">,
  shown: number,
): { readonly count: number; readonly change: number } {
  const listed = movements.slice(0, shown);
  const rest = subtractScores(
    parseScore(change),
    sumScores(listed.map((one) => parseScore(one.change))),
  );
  return { count: entries - listed.length, change: toDecimalScore(rest) };
}
