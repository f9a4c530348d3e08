import { parseArgs } from "node:util";

export type BenchOptions = {
  readonly members: number;
  /** Completions of each member, one a day. */
  readonly entries: number;
  /** Completions of the one member with a long history. */
  readonly history: number;
  readonly rounds: number;
  /** A running server to measure instead; null: one of its own. */
  readonly url: string | null;
  /** The folder of a program to compare with; null: none. */
  readonly against: string | null;
  /** A place that keeps the filled database; null: a new one. */
  readonly keep: string | null;
  /** The folder of the results. */
  readonly output: string;
  readonly isSmoke: boolean;
};

/** @throws Error with a sentence for an option that cannot be used. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      members: { type: "string", default: "200" },
      entries: { type: "string", default: "50" },
      history: { type: "string", default: "2000" },
      rounds: { type: "string", default: "5" },
      url: { type: "string" },
      against: { type: "string" },
      keep: { type: "string" },
      output: { type: "string", default: ".data/bench" },
      smoke: { type: "boolean", default: false },
    },
  });
  const readNumber = (name: "members" | "entries" | "history" | "rounds") => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1) return value;
    throw new Error(`--${name} must be a whole number of at least 1. Nothing was measured.`);
  };
  return {
    members: readNumber("members"),
    entries: readNumber("entries"),
    history: readNumber("history"),
    rounds: readNumber("rounds"),
    url: values.url ?? null,
    against: values.against ?? null,
    keep: values.keep ?? null,
    output: values.output,
    isSmoke: values.smoke,
  };
}
