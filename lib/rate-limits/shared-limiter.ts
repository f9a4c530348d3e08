import { RateLimiterMemory } from "rate-limiter-flexible";
import { describeError, getLogger } from "@/lib/log";

/** How many points of a key were counted since a process last reported, and how long its window still lasts. */
export type Report = {
  readonly key: string;
  readonly points: number;
  readonly milliseconds: number;
};

/** Adds reports to what all processes share. Returns the totals of all, with what is left of their windows. */
export type ShareCounts = (reports: readonly Report[]) => Promise<readonly Report[]>;

export type Count = {
  readonly points: number;
  /** Until the window ends that began with the first point. */
  readonly milliseconds: number;
};

type LimiterOptions = {
  /** Distinguishes the keys of one limit from those of others. */
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
};

/** A process may exceed a limit by two of these: one that it reports, and one that it counts meanwhile. */
const SHARES_OF_LIMIT = 40;
const REPORT_MILLISECONDS = 1_000;

/**
 * Counts points of keys in windows of time, each of which begins with its first point. Processes that share their
 * counts report them once a second, and a key at once after a fortieth of the limit: together they accept at most a
 * twentieth more than the limit for each process. Without the database each counts by itself.
 */
export class SharedLimiter {
  readonly #options: LimiterOptions;
  readonly #local: RateLimiterMemory;
  readonly #mostUnreported: number;
  #unreported = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<ReadonlyMap<string, number>> | null = null;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#local = new RateLimiterMemory({ points: options.points, duration: options.seconds });
    this.#mostUnreported = Math.max(1, Math.floor(options.points / SHARES_OF_LIMIT));
  }

  /** @param points negative: gives back what was counted. @param share null: this process is the only one. */
  async add(key: string, points: number, share: ShareCounts | null): Promise<Count> {
    const { consumedPoints, msBeforeNext } = await this.#local.penalty(key, points);
    const count = { points: consumedPoints, milliseconds: msBeforeNext };
    // What is over its limit already costs the database nothing.
    if (share === null || (points > 0 && consumedPoints - points > this.#options.points)) {
      return count;
    }
    const unreported = (this.#unreported.get(key) ?? 0) + points;
    this.#unreported.set(key, unreported);
    if (unreported < this.#mostUnreported) {
      this.#timer ??= setTimeout(() => void this.#report(share), REPORT_MILLISECONDS).unref();
      return count;
    }
    const others = await this.#report(share);
    return { ...count, points: count.points + (others.get(key) ?? 0) };
  }

  /** Null: nothing was counted in the current window. */
  async find(key: string): Promise<Count | null> {
    const found = await this.#local.get(key);
    return found && { points: found.consumedPoints, milliseconds: found.msBeforeNext };
  }

  /** Reports one after the other. Returns the points of other processes that became known, by key. */
  #report(share: ShareCounts): Promise<ReadonlyMap<string, number>> {
    if (this.#next === null) {
      this.#next = this.#running.then(() => {
        this.#next = null;
        return this.#send(share);
      });
      this.#running = this.#next;
    }
    return this.#next;
  }

  async #send(share: ShareCounts): Promise<ReadonlyMap<string, number>> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const reported = this.#unreported;
    this.#unreported = new Map();
    const reports: Report[] = [];
    for (const [key, points] of reported) {
      const count = await this.find(key);
      // A window that is over counts for nothing.
      if (count === null || count.milliseconds <= 0) continue;
      reports.push({ ...count, key: `${this.#options.name}:${key}`, points });
    }
    try {
      return await this.#adopt(reports.length === 0 ? [] : await share(reports));
    } catch (error) {
      getLogger().warn(describeError(error), "rate limits count in this process only");
      return new Map();
    }
  }

  /** Replaces the counts of this process by the totals, and adds what it counted meanwhile. */
  async #adopt(totals: readonly Report[]): Promise<ReadonlyMap<string, number>> {
    const others = new Map<string, number>();
    for (const total of totals) {
      const key = total.key.slice(this.#options.name.length + 1);
      const count = await this.find(key);
      if (count === null || total.milliseconds <= 0) continue;
      const points = total.points + (this.#unreported.get(key) ?? 0);
      others.set(key, points - count.points);
      await this.#local.set(key, points, total.milliseconds / 1000);
    }
    return others;
  }
}
