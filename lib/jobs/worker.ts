import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import type PgBoss from "pg-boss";
import type { Database } from "@/lib/db/client";
import { jobNames } from "@/lib/jobs/schemas";
import { describeError, getLogger } from "@/lib/log";
import { inSpan } from "@/lib/tracing/spans";
import { splitCause } from "./enqueue";
import { toFailureReason } from "./failure-reason";
import type { HandleJob } from "./handlers";
import { HEARTBEAT_MILLISECONDS, type QueueName } from "./job-settings";
import { extendLeases, reclaimJobs, returnJobs } from "./leases";
import { createJobQueue } from "./pg-boss";
import { deleteWorker, recordWorkerSeen } from "./worker-heartbeats";

const POLL_MILLISECONDS = 1_000;
/** Jobs that one statement fetches or completes. */
const BATCH_SIZE = 16;
/** Jobs with an open transaction. The other connections of the process are for requests. */
const CONCURRENCY = 3;
/** Nightly jobs take long, and many start at one midnight. All of them together leave room for completions. */
const CONCURRENCY_OF_LONG_JOBS = CONCURRENCY - 1;
const concurrencyByQueue: Record<QueueName, number> = {
  "performance.update": CONCURRENCY,
  "organization.sweep": 1,
  "organization.releases": 1,
  "organization.seals": 1,
  "organization.retention": 1,
  "organization.verification": 1,
  "organization.import": 1,
};
/** An import may take long: the others are for the next worker that is free. */
const batchSizeByQueue: Partial<Record<QueueName, number>> = { "organization.import": 1 };

export type WorkerOptions = {
  readonly database: Database;
  readonly handle: HandleJob;
  /** Sends the jobs that are due. Called every few seconds. */
  readonly schedule: (database: Database, now: Date) => Promise<void>;
  /** Runs beside the jobs until the signal. It reports its own errors. */
  readonly beside?: (database: Database, signal: AbortSignal) => Promise<void>;
};

type Outcome = "done" | "aborted" | "failed";

type FetchedJob = { readonly id: string; readonly data: unknown };

/**
 * Runs jobs until it is stopped. Any number of workers share one database. A job belongs to one worker for as long as
 * that worker extends the job's lease every few seconds.
 */
export class JobWorker {
  readonly id = randomUUID();
  readonly #options: WorkerOptions;
  readonly #active = new Set<string>();
  readonly #stopping = new AbortController();
  readonly #queue: PgBoss;
  readonly #limit = pLimit(CONCURRENCY);
  readonly #limitLong = pLimit(CONCURRENCY_OF_LONG_JOBS);
  #isTimedOut = false;
  readonly #loops: Promise<unknown>;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#queue = createJobQueue(options.database);
    this.#loops = Promise.all([
      this.#keepAlive(),
      options.beside?.(options.database, this.#stopping.signal),
      ...jobNames.map((name) => this.#work(name)),
    ]);
  }

  /**
   * Fetches no more jobs, and lets the running ones end. Jobs that are not done by then return to the queue, where
   * another worker can fetch them at once.
   */
  async stop(withinMilliseconds: number): Promise<void> {
    this.#stopping.abort();
    const isDone = await Promise.race([
      this.#loops.then(() => true),
      wait(withinMilliseconds, false, { ref: false }),
    ]);
    this.#isTimedOut = true;
    const { database } = this.#options;
    await this.#attempt("return jobs", () => returnJobs(database, [...this.#active]));
    await this.#attempt("unregister", () => deleteWorker(database, this.id));
    getLogger().info(
      { worker: this.id, unfinished: isDone ? 0 : this.#active.size },
      "worker ended",
    );
  }

  async #work(name: QueueName): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const batch = await this.#fetch(name);
      await this.#runBatch(name, batch);
      if (batch.length < (batchSizeByQueue[name] ?? BATCH_SIZE)) {
        await this.#pause(POLL_MILLISECONDS);
      }
    }
  }

  /** Also empty if the database does not respond: pg-boss reports it in no other way. */
  async #fetch(name: QueueName): Promise<readonly FetchedJob[]> {
    const batchSize = batchSizeByQueue[name] ?? BATCH_SIZE;
    const batch = await this.#queue.fetch<unknown>(name, { batchSize });
    for (const { id } of batch) this.#active.add(id);
    return batch;
  }

  async #runBatch(name: QueueName, batch: readonly FetchedJob[]): Promise<void> {
    const limitInQueue = pLimit(concurrencyByQueue[name]);
    const done: string[] = [];
    const aborted: string[] = [];
    await Promise.all(
      batch.map((job) =>
        limitInQueue(async () => {
          const run = () => this.#limit(() => this.#run(name, job));
          const outcome = await (name === "performance.update" ? run() : this.#limitLong(run));
          if (outcome === "done") done.push(job.id);
          if (outcome === "aborted") aborted.push(job.id);
        }),
      ),
    );
    const { database } = this.#options;
    await this.#attempt("complete jobs", async () => {
      if (done.length > 0) await this.#queue.complete(name, done);
      await returnJobs(database, aborted);
    });
    for (const { id } of batch) this.#active.delete(id);
  }

  #run(name: QueueName, { id, data }: FetchedJob): Promise<Outcome> {
    const { payload, cause } = splitCause(data);
    const attributes = { "messaging.destination.name": name, "messaging.message.id": id };
    return inSpan(
      { kind: "consumer", name: `process ${name}`, attributes, cause },
      () => this.#handle(name, id, payload),
      (outcome) => ({ "pts.job.outcome": outcome }),
    );
  }

  async #handle(name: QueueName, id: string, payload: unknown): Promise<Outcome> {
    const { database, handle } = this.#options;
    const { signal } = this.#stopping;
    if (signal.aborted) return "aborted";
    const startedAt = performance.now();
    try {
      await handle({ database, now: new Date(), requestId: id }, name, payload, signal);
      const ms = Math.round(performance.now() - startedAt);
      getLogger().debug({ job: id, queue: name, ms }, "job done");
      return "done";
    } catch (error) {
      // A long job stopped at a checkpoint because the worker stops.
      if (signal.aborted && (error === signal.reason || this.#isTimedOut)) return "aborted";
      getLogger().warn({ job: id, queue: name, ...describeError(error) }, "job failed");
      const output = { reason: toFailureReason(error) };
      await this.#attempt("fail a job", () => this.#queue.fail(name, id, output));
      return "failed";
    }
  }

  async #keepAlive(): Promise<void> {
    const { database, schedule } = this.#options;
    while (!this.#stopping.signal.aborted) {
      await this.#sendHeartbeat();
      await this.#attempt("schedule jobs", () => schedule(database, new Date()));
      await this.#pause(HEARTBEAT_MILLISECONDS);
    }
  }

  async #sendHeartbeat(): Promise<void> {
    const { database } = this.#options;
    await this.#attempt("extend leases", () => extendLeases(database, [...this.#active]));
    await this.#attempt("send a heartbeat", () => recordWorkerSeen(database, this.id));
    await this.#attempt("reclaim jobs of dead workers", async () => {
      const reclaimed = await reclaimJobs(database);
      if (reclaimed.length > 0) {
        const jobs = reclaimed.map(({ id }) => id);
        getLogger().warn(
          { worker: this.id, jobs },
          "a worker died; its jobs are in the queue again",
        );
      }
    });
  }

  /** An unreachable database does not stop the worker: the next turn tries again. */
  async #attempt(what: string, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      getLogger().warn({ worker: this.id, what, ...describeError(error) }, "worker step failed");
    }
  }

  async #pause(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    await wait(milliseconds, undefined, { signal }).catch(() => {});
  }
}
