import { availableParallelism } from "node:os";
import pLimit from "p-limit";
import { AppError } from "@/lib/errors";

type QueueLimits = {
  /** Tasks that run at the same time. */
  readonly running: number;
  /** Tasks that may wait in addition. */
  readonly waiting: number;
};

const RETRY_SECONDS = 2;

/**
 * Protects the server from costly work that anyone may request: a limited number of tasks run, a limited number wait,
 * and every further one is rejected at once.
 */
export class BoundedQueue {
  readonly #limit;
  readonly #capacity: number;
  #pending = 0;

  constructor({ running, waiting }: QueueLimits) {
    this.#limit = pLimit(running);
    this.#capacity = running + waiting;
  }

  /** @throws AppError `overloaded` if the queue is full. */
  requireCapacity(): void {
    if (this.#pending >= this.#capacity) {
      throw new AppError(
        "overloaded",
        "Too many people are signing in right now. Wait a few seconds and try again.",
        { retryAfterSeconds: RETRY_SECONDS },
      );
    }
  }

  /** @throws AppError `overloaded` if the queue is full. The task has not started then. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    this.requireCapacity();
    this.#pending += 1;
    try {
      return await this.#limit(task);
    } finally {
      this.#pending -= 1;
    }
  }
}

/** One core is left for the requests of people who are signed in. */
export const CONCURRENT_HASHES = Math.max(1, Math.min(4, availableParallelism() - 1));

/** For every password hash of this process. Each takes 19 MiB and tens of milliseconds of one core. */
export const passwordQueue = new BoundedQueue({
  running: CONCURRENT_HASHES,
  waiting: 64,
});
