import { AppError } from "@/lib/errors";

/** Where a task comes from. Null: from no network, in tests and scripts. */
export type Origin = { readonly source: string | null; readonly isKnown: boolean };

type QueueLimits = {
  /** Tasks that run at the same time. */
  readonly running: number;
  /** Tasks of unknown origin that may wait in addition, and as many of known origin. */
  readonly waiting: number;
  /** Tasks of unknown origin that may wait from one source. */
  readonly waitingFromSource: number;
};

type Waiting = { readonly start: () => void; readonly reject: (error: AppError) => void };

const RETRY_SECONDS = 2;

/**
 * Runs a limited number of tasks that anyone may request. Tasks of known origin run before the others, and among these
 * the sources take turns, so that neither waits for all tasks of a source that sends very many. If too many wait, the
 * last task of the source with the most is rejected.
 */
export class FairQueue {
  readonly #limits: QueueLimits;
  readonly #known: Waiting[] = [];
  /** By source, in the order of their turns; each has at least one task. */
  readonly #unknown = new Map<string | null, Waiting[]>();
  #running = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** @throws AppError `overloaded` if the task was rejected. It has not started then. */
  async run<Result>(task: () => Promise<Result>, origin: Origin): Promise<Result> {
    if (this.#running >= this.#limits.running) {
      await this.#wait(origin);
    } else {
      this.#running += 1;
    }
    try {
      return await task();
    } finally {
      this.#passOn();
    }
  }

  #wait(origin: Origin): Promise<void> {
    return new Promise((start, reject) => {
      const waiting = { start, reject };
      if (origin.isKnown) {
        this.#addKnown(waiting);
      } else {
        this.#addUnknown(origin.source, waiting);
      }
    });
  }

  #addKnown(waiting: Waiting): void {
    if (this.#known.length >= this.#limits.waiting) waiting.reject(createOverloadedError());
    else this.#known.push(waiting);
  }

  #addUnknown(source: string | null, waiting: Waiting): void {
    const ofSource = this.#unknown.get(source) ?? [];
    const { waiting: most, waitingFromSource } = this.#limits;
    if (ofSource.length >= (source === null ? most : waitingFromSource)) {
      waiting.reject(createOverloadedError());
      return;
    }
    ofSource.push(waiting);
    this.#unknown.set(source, ofSource);
    const lists = [...this.#unknown.values()];
    const count = lists.reduce((sum, list) => sum + list.length, 0);
    if (count > most) {
      const longest = lists.reduce((most, list) => (list.length < most.length ? most : list));
      longest.pop()?.reject(createOverloadedError());
      // Where each source has one task, the last source is the new one.
      if (ofSource.length === 0) this.#unknown.delete(source);
    }
  }

  /** Gives the place of a task that has ended to the next one. */
  #passOn(): void {
    const next = this.#known.shift() ?? this.#takeUnknown();
    if (next === undefined) this.#running -= 1;
    else next.start();
  }

  #takeUnknown(): Waiting | undefined {
    const [first] = this.#unknown;
    if (first === undefined) return undefined;
    const [source, ofSource] = first;
    const next = ofSource.shift();
    this.#unknown.delete(source);
    if (ofSource.length > 0) this.#unknown.set(source, ofSource);
    return next;
  }
}

function createOverloadedError(): AppError {
  return new AppError(
    "overloaded",
    "Too many people are signing in right now. Wait a few seconds and try again.",
    { retryAfterSeconds: RETRY_SECONDS },
  );
}
