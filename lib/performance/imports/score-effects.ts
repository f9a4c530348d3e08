import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreEffect } from "./import-input";

export type Scores = ReadonlyMap<MemberId, number | null>;

/** A batch of a check: the scores before it and after it, of all members that it has rows of, in their order. */
export type CheckedBatch = {
  readonly userIds: readonly MemberId[];
  readonly before: Scores;
  readonly after: Scores;
};

type Change = "first" | "up" | "down" | "same" | "unknown";

/**
 * Adds up how scores change. Each batch is rolled back, so the change of a member whose rows are in several batches is
 * unknown.
 */
export class ScoreEffects {
  readonly #totals = { first: 0, up: 0, down: 0, same: 0, unknown: 0 };
  /** The last member of the last batch, whose rows may go on. */
  #open: { readonly userId: MemberId; readonly change: Change } | null = null;

  add({ userIds, before, after }: CheckedBatch): void {
    const ids = [...new Set(userIds)];
    for (const userId of ids) {
      const goesOn = this.#open?.userId === userId;
      const change = goesOn ? "unknown" : compare(before.get(userId), after.get(userId));
      if (!goesOn) this.#close();
      this.#open = { userId, change };
    }
  }

  finish(): ScoreEffect {
    this.#close();
    const { first, up, down, same, unknown } = this.#totals;
    return { members: first + up + down + same + unknown, ...this.#totals };
  }

  #close(): void {
    if (this.#open !== null) this.#totals[this.#open.change] += 1;
    this.#open = null;
  }
}

function compare(before: number | null = null, after: number | null = null): Change {
  if (after === before) return "same";
  if (before === null) return "first";
  return (after ?? -1) > before ? "up" : "down";
}
