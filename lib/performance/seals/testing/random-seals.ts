import * as fc from "fast-check";
import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import type { KeptCheckpoint } from "@/lib/performance/domain/seals/kept-checkpoints";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { changeHistories, playChanges } from "@/lib/performance/testing/random-changes";

const MINUTE = 60_000;
/** After all rows, also those that the database dates by its own clock. */
const FAR_AHEAD = new Date("2100-01-01T00:00:00Z");

/** A history, and when seals are made of it: after which events, and how many minutes later; null: far ahead. */
export const sealedHistories = fc.tuple(
  changeHistories,
  fc.uniqueArray(
    fc.record({
      index: fc.nat({ max: 39 }),
      minutes: fc.option(fc.constantFrom(0, 20, 70)),
    }),
    { selector: ({ index }) => index, minLength: 2, maxLength: 6 },
  ),
);

type SealedHistory = typeof sealedHistories extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays a history and seals it. @returns every checkpoint that was made, each kept when it was the last. */
export async function playSealedHistory(
  database: Database,
  [history, seals]: SealedHistory,
): Promise<{
  readonly context: Context;
  readonly kept: readonly KeptCheckpoint[];
  readonly rows: number;
}> {
  const kept: KeptCheckpoint[] = [];
  let rows = 0;
  const { signal } = new AbortController();
  const seal = async (context: Context, minutes: number | null) => {
    const now = minutes === null ? FAR_AHEAD : new Date(context.now.getTime() + minutes * MINUTE);
    const made = await sealOrganization({ ...context, now }, signal);
    rows += made.rows;
    if (made.checkpoint === null) return;
    const { number, hash } = made.checkpoint;
    kept.push({ slug: context.organization.slug, number, hash });
  };
  const { context } = await playChanges(database, history, async (current, index) => {
    for (const one of seals) if (one.index === index) await seal(current, one.minutes);
  });
  await seal(context, null);
  return { context, kept, rows };
}
