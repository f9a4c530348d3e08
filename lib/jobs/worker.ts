import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import type PgBoss from "pg-boss";
import type { Database } from "@/lib/db/client";
import { jobNames } from "@/lib/jobs/schemas";
import { describeError, getLogger } from "@/lib/log";
import { getReason } from "./failure-reason";
import type { HandleJob } from "./handlers";
import { createJobQueue } from "./job-queue";
import { extendLeases, giveBack, reclaimJobs } from "./leases";
import { type QueueName, TEND_MILLISECONDS } from "./queues";
import { forgetWorker, keepWorkerSeen } from "./workers";

const POLL_MILLISECONDS = 1_000;
/** Taken in one statement, and ended in one. */
const JOBS_AT_ONCE = 16;
/** At most so many have a transaction open: the rest of the process's connections are the requests'. */
const CONCURRENCY = 3;
/** Nights take long, and many begin at one midnight: there is always room for a completion between them. */
const concurrencyOf: Record<QueueName, number> = {
  "performance.update": CONCURRENCY,
  "organization.sweep": 1,
  "organization.retention": 1,
};

export type WorkerOptions = {
  readonly database: Database;
  readonly handle: HandleJob;
  /** What is due by the clock, every few seconds. */
  readonly schedule: (database: Database, now: Date) => Promise<void>;
};

type Taken = { readonly id: string; readonly data: unknown };

/**
 * Takes jobs and does them until it is stopped. Any number of workers share one database: a job is one worker's, for as long
 * as that worker says every few seconds that it is alive.
 */
export class JobWorker {
  readonly id = randomUUID();
  readonly #options: WorkerOptions;
  readonly #held = new Set<string>();
  readonly #stopping = new AbortController();
  readonly #queue: PgBoss;
  readonly #limit = pLimit(CONCURRENCY);
  #hasGivenUp = false;
  readonly #loops: Promise<unknown>;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#queue = createJobQueue(options.database);
    this.#loops = Promise.all([this.#tendForever(), ...jobNames.map((name) => this.#work(name))]);
  }

  /**
   * Takes no more jobs, and lets those under way end. What is not done by then is given back, and another worker takes it
   * at once.
   */
  async stop(withinMilliseconds: number): Promise<void> {
    this.#stopping.abort();
    const isDone = await Promise.race([
      this.#loops.then(() => true),
      wait(withinMilliseconds, false, { ref: false }),
    ]);
    this.#hasGivenUp = true;
    const { database } = this.#options;
    await this.#attempt("give jobs back", () => giveBack(database, [...this.#held]));
    await this.#attempt("sign off", () => forgetWorker(database, this.id));
    getLogger().info({ worker: this.id, unfinished: isDone ? 0 : this.#held.size }, "worker ended");
  }

  async #work(name: QueueName): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const taken = await this.#take(name);
      await this.#doAll(name, taken);
      if (taken.length < JOBS_AT_ONCE) await this.#pause(POLL_MILLISECONDS);
    }
  }

  /** None where the database does not answer: pg-boss says so in no other way. */
  async #take(name: QueueName): Promise<readonly Taken[]> {
    const taken = await this.#queue.fetch<unknown>(name, { batchSize: JOBS_AT_ONCE });
    for (const { id } of taken) this.#held.add(id);
    return taken;
  }

  async #doAll(name: QueueName, taken: readonly Taken[]): Promise<void> {
    const ofQueue = pLimit(concurrencyOf[name]);
    const done: string[] = [];
    const notDone: string[] = [];
    await Promise.all(
      taken.map((job) =>
        ofQueue(async () => {
          const outcome = await this.#limit(() => this.#do(name, job));
          if (outcome === "done") done.push(job.id);
          if (outcome === "left") notDone.push(job.id);
        }),
      ),
    );
    const { database } = this.#options;
    await this.#attempt("end jobs", async () => {
      if (done.length > 0) await this.#queue.complete(name, done);
      await giveBack(database, notDone);
    });
    for (const { id } of taken) this.#held.delete(id);
  }

  async #do(name: QueueName, { id, data }: Taken): Promise<"done" | "left" | "failed"> {
    const { database, handle } = this.#options;
    const { signal } = this.#stopping;
    if (signal.aborted) return "left";
    const startedAt = performance.now();
    try {
      await handle({ database, now: new Date(), requestId: id }, name, data, signal);
      const ms = Math.round(performance.now() - startedAt);
      getLogger().debug({ job: id, queue: name, ms }, "job done");
      return "done";
    } catch (error) {
      // What takes long stopped half-way because it was asked to.
      if (signal.aborted && (error === signal.reason || this.#hasGivenUp)) return "left";
      getLogger().warn({ job: id, queue: name, ...describeError(error) }, "job failed");
      const output = { reason: getReason(error) };
      await this.#attempt("fail a job", () => this.#queue.fail(name, id, output));
      return "failed";
    }
  }

  async #tendForever(): Promise<void> {
    const { database, schedule } = this.#options;
    while (!this.#stopping.signal.aborted) {
      await this.#tend();
      await this.#attempt("schedule jobs", () => schedule(database, new Date()));
      await this.#pause(TEND_MILLISECONDS);
    }
  }

  async #tend(): Promise<void> {
    const { database } = this.#options;
    await this.#attempt("extend leases", () => extendLeases(database, [...this.#held]));
    await this.#attempt("say that it is there", () => keepWorkerSeen(database, this.id));
    await this.#attempt("take over from dead workers", async () => {
      const reclaimed = await reclaimJobs(database);
      if (reclaimed.length > 0) {
        const jobs = reclaimed.map(({ id }) => id);
        getLogger().warn({ worker: this.id, jobs }, "a worker died; its jobs were given back");
      }
    });
  }

  /** A database that is away for a moment ends nothing: what was not said now is said at the next turn. */
  async #attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      getLogger().warn({ worker: this.id, what, ...describeError(error) }, "worker hindered");
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    await wait(milliseconds, undefined, { signal }).catch(() => {});
  }
}
