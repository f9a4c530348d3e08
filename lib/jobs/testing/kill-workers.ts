import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import { expect } from "vitest";
import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { readDatabaseClock } from "@/lib/db/testing/read-clock";
import { withTransaction } from "@/lib/db/transaction";
import { countJobs } from "@/lib/jobs/job-records";
import { LEASE_SECONDS } from "@/lib/jobs/job-settings";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { recordAssignments } from "@/lib/performance/assignments/record-assignments";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { waitUntilIdle } from "./work-until-idle";

const CONNECTIONS = 8;
const DELIVERIES = 3;
const MEMBERS = 20;
const WORKERS = 2;
const workerArguments = ["scripts/run.mjs", "scripts/worker.ts"];

export type KillOptions = {
  readonly completions: number;
  readonly kills: number;
  /** Ends the leases of a killed worker at once, so that a short test need not wait. */
  readonly skipsLeases: boolean;
};

export type KillFigures = {
  readonly jobs: number;
  /** Jobs that were active at a kill. */
  readonly interrupted: number;
  /** The longest time until one of them was restarted or completed. */
  readonly slowestSeconds: number;
};

/**
 * Delivers each completion three times, shuffled, over eight connections, while worker processes run the jobs and are
 * killed (`kill -9`) one after another. Expects that no job is lost and that each completion counts once.
 */
export async function proveKills(database: Database, options: KillOptions): Promise<KillFigures> {
  const now = await readDatabaseClock(database);
  const { context, userIds } = await makeOrganization(database, { members: MEMBERS, now });
  const works = userIds.flatMap((userId) =>
    createCompletions(context, userId, options.completions / MEMBERS),
  );
  const workers = Array.from({ length: WORKERS }, startWorkerProcess);
  try {
    const delivering = deliver(context, works);
    const recoveries = await killOneByOne(database, context.organizationId, workers, options);
    const jobs = await delivering;
    await waitUntilIdle(database, context.organizationId);
    await checkNothingLost(database, context, { jobs, completions: works.length });
    const seconds = await Promise.all(recoveries);
    return { jobs, interrupted: recoveries.length, slowestSeconds: Math.max(0, ...seconds) };
  } finally {
    await Promise.all(workers.map(stopProcess));
  }
}

/** @returns the number of jobs that were sent. */
async function deliver(context: Context, works: readonly AssignmentInput[]): Promise<number> {
  const { database, organization, now } = context;
  const deliveries = works.flatMap((work, index) =>
    Array.from({ length: DELIVERIES }, (_, time) => ({
      work,
      position: (index * 7919 + time * 104_729) % 10_007,
    })),
  );
  deliveries.sort((left, right) => left.position - right.position);
  const recording = { organization, now, actorId: null, mode: "async" as const };
  const limit = pLimit(CONNECTIONS);
  const sent = await Promise.all(
    deliveries.map(({ work }) =>
      limit(() =>
        withTransaction(database, async (transaction) => {
          const { jobIds } = await recordAssignments(transaction, recording, [work]);
          return jobIds.size;
        }),
      ),
    ),
  );
  return sent.reduce((sum, count) => sum + count, 0);
}

async function killOneByOne(
  database: Database,
  organizationId: number,
  workers: ChildProcess[],
  { completions, kills, skipsLeases }: KillOptions,
): Promise<readonly Promise<number>[]> {
  const recoveries: Promise<number>[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    // Spread over the run, each while a job is active.
    const minimum = (completions * kill) / (kills + 1);
    while ((await countEntries(database, organizationId)) < minimum) await wait(20);
    const active = await listActive(database, organizationId);
    const index = kill % workers.length;
    const worker = workers[index];
    if (worker !== undefined) await killProcess(worker);
    for (const id of active) recoveries.push(measureRecovery(database, id));
    if (skipsLeases) await endLeases(database, organizationId);
    workers[index] = startWorkerProcess();
  }
  return recoveries;
}

function startWorkerProcess(): ChildProcess {
  return spawn(process.execPath, workerArguments, { stdio: ["ignore", "ignore", "inherit"] });
}

async function killProcess(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  expect(child.kill("SIGKILL")).toBe(true);
  await ended;
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

async function countEntries(database: Database, organizationId: number): Promise<number> {
  return database.performanceLog.count({ where: { organizationId } });
}

async function listActive(database: Database, organizationId: number): Promise<readonly string[]> {
  const rows = await database.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId} AND state = 'active'`;
  return rows.map(({ id }) => id);
}

async function endLeases(database: Database, organizationId: number): Promise<void> {
  await database.$executeRaw`
    UPDATE pts_jobs.job SET started_on = started_on - make_interval(secs => ${LEASE_SECONDS + 1})
    WHERE (data ->> 'organization_id')::integer = ${organizationId} AND state = 'active'`;
}

/** @returns the seconds until a job is restarted or completed. */
async function measureRecovery(database: Database, id: string): Promise<number> {
  const startedAt = performance.now();
  const before = await readAttempts(database, id);
  for (;;) {
    const now = await readAttempts(database, id);
    const isRestarted = now.isActive && now.count > before.count;
    if (now.isDone || isRestarted) return (performance.now() - startedAt) / 1000;
    await wait(500);
  }
}

async function readAttempts(database: Database, id: string) {
  const [row] = await database.$queryRaw<{ count: number; state: string }[]>`
    SELECT retry_count AS count, state::text FROM pts_jobs.job WHERE id = ${id}::uuid`;
  const { count = 0, state = "completed" } = row ?? {};
  return { count, isActive: state === "active", isDone: state === "completed" };
}

async function checkNothingLost(
  database: Database,
  context: Context,
  { jobs, completions }: { readonly jobs: number; readonly completions: number },
): Promise<void> {
  const { organizationId } = context;
  expect(jobs).toBeGreaterThanOrEqual(completions);
  expect(await countJobs(database, organizationId)).toEqual({
    ...{ waiting: 0, underWay: 0, failed: 0 },
  });
  const [done] = await database.$queryRaw<{ jobs: number }[]>`
    SELECT count(*)::integer AS jobs FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId}
      AND name = 'performance.update' AND state = 'completed'`;
  expect(done?.jobs).toBe(jobs);
  expect(await database.performanceLog.count({ where: { organizationId } })).toBe(completions);
  expect(await database.performanceFact.count({ where: { organizationId } })).toBe(completions);
  expect(await verifyOrganization(context)).toMatchObject({
    ...{ entries: completions, differences: [], waiting: [] },
  });
}
