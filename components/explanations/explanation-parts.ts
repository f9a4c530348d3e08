import {
  parseScore,
  subtractScores,
  sumScores,
  toDecimalScore,
} from "@/lib/performance/domain/units/score-hundredths";
import type { UserExplanation } from "@/lib/performance/explanations/schemas";

type Movement = UserExplanation["movements"][number];

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

/** The gains or the losses of a period: those that are shown, and the rest, with which they add up to all of them. */
export function getSide(
  { movements, ...sides }: Pick<UserExplanation, "movements" | "gains" | "losses">,
  name: "gains" | "losses",
  shown: number,
): {
  readonly listed: readonly Movement[];
  readonly rest: { readonly count: number; readonly change: number };
} {
  const { count, change } = sides[name];
  const listed = movements
    .filter((movement) => (name === "gains" ? movement.change > 0 : movement.change < 0))
    .slice(0, shown);
  const rest = subtractScores(
    parseScore(change),
    sumScores(listed.map((one) => parseScore(one.change))),
  );
  return { listed, rest: { count: count - listed.length, change: toDecimalScore(rest) } };
}
