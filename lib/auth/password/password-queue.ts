import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import { AppError } from "@/lib/errors";

type Size = {
  /** How many run at the same time. */
  readonly running: number;
  /** How many more may wait. */
  readonly waiting: number;
};

const RETRY_SECONDS = 2;

/** Work that anybody can ask for and that costs a lot: so many at once, so many in line, and everybody else is told to come back. */
export class BoundedQueue {
  readonly #limit;
  readonly #places: number;
  #taken = 0;

  constructor({ running, waiting }: Size) {
    this.#limit = pLimit(running);
    this.#places = running + waiting;
  }

  /** @throws AppError `overloaded` where the line is full. */
  requirePlace(): void {
    if (this.#taken >= this.#places) {
      throw new AppError(
        "overloaded",
        "Too many people are signing in at this moment. Wait a few seconds and try again.",
        { retryAfterSeconds: RETRY_SECONDS },
      );
    }
  }

  /** @throws AppError `overloaded` where the line is full: nothing was done then. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    this.requirePlace();
    this.#taken += 1;
    try {
      return await this.#limit(work);
    } finally {
      this.#taken -= 1;
    }
  }
}

/** Every password hash of this process: each takes 19 MiB and tens of milliseconds of one core. */
export const passwordQueue = new BoundedQueue({
  running: Math.min(4, availableParallelism()),
  waiting: 64,
});
