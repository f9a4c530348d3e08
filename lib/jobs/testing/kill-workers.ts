import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import pLimit from "p-limit";
import { expect } from "vitest";
import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { readDatabaseClock } from "@/lib/db/testing/read-clock";
import { withTransaction } from "@/lib/db/transaction";
import { countJobs } from "@/lib/jobs/job-records";
import { LEASE_SECONDS } from "@/lib/jobs/queues";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { recordAssignments } from "@/lib/performance/assignments/record-assignments";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { completedWork } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { untilIdle } from "./work-until-idle";

const CONNECTIONS = 8;
const DELIVERIES = 3;
const MEMBERS = 20;
const WORKERS = 2;
const worker = ["--conditions=react-server", "--import", "tsx", "scripts/worker.ts"];

export type Kills = {
  readonly completions: number;
  readonly kills: number;
  /** Lets the leases of the dead end at once, for whoever has no time to wait for them. */
  readonly skipsLeases: boolean;
};

export type KillFigures = {
  readonly jobs: number;
  /** Jobs that were under way at a kill. */
  readonly struck: number;
  /** The longest that one of them took to be taken again or to be done. */
  readonly slowestSeconds: number;
};

/**
 * Delivers completions, each three times and shuffled, over eight connections, while worker processes do the jobs and are
 * killed (`kill -9`) one after another. In the end no job is lost, and each completion counts once.
 */
export async function proveKills(database: Database, wanted: Kills): Promise<KillFigures> {
  const now = await readDatabaseClock(database);
  const { context, userIds } = await makeOrganization(database, { members: MEMBERS, now });
  const works = userIds.flatMap((userId) =>
    completedWork(context, userId, wanted.completions / MEMBERS),
  );
  const workers = Array.from({ length: WORKERS }, startWorkerProcess);
  try {
    const delivering = deliver(context, works);
    const struck = await killOneByOne(database, context.organizationId, workers, wanted);
    const jobs = await delivering;
    await untilIdle(database, context.organizationId);
    await checkNothingLost(database, context, { jobs, completions: works.length });
    const seconds = await Promise.all(struck);
    return { jobs, struck: struck.length, slowestSeconds: Math.max(0, ...seconds) };
  } finally {
    await Promise.all(workers.map(end));
  }
}

/** Answers how many jobs were sent. */
async function deliver(context: Context, works: readonly AssignmentInput[]): Promise<number> {
  const { database, organization, now } = context;
  const deliveries = works.flatMap((work, index) =>
    Array.from({ length: DELIVERIES }, (_, time) => ({
      work,
      place: (index * 7919 + time * 104_729) % 10_007,
    })),
  );
  deliveries.sort((left, right) => left.place - right.place);
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
  { completions, kills, skipsLeases }: Kills,
): Promise<readonly Promise<number>[]> {
  const watched: Promise<number>[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    // Spread over the work, and each while a job is under way.
    const enough = (completions * kill) / (kills + 1);
    while ((await countDone(database, organizationId)) < enough) await wait(20);
    const active = await listActive(database, organizationId);
    const place = kill % workers.length;
    const victim = workers[place];
    if (victim !== undefined) await killNow(victim);
    for (const id of active) watched.push(watch(database, id));
    if (skipsLeases) await endLeases(database, organizationId);
    workers[place] = startWorkerProcess();
  }
  return watched;
}

function startWorkerProcess(): ChildProcess {
  return spawn(process.execPath, worker, { stdio: ["ignore", "ignore", "inherit"] });
}

async function killNow(victim: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => victim.once("exit", resolve));
  expect(victim.kill("SIGKILL")).toBe(true);
  await ended;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

async function countDone(database: Database, organizationId: number): Promise<number> {
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

/** After how many seconds a job is taken once more, or done. */
async function watch(database: Database, id: string): Promise<number> {
  const begun = performance.now();
  const before = await readAttempts(database, id);
  for (;;) {
    const now = await readAttempts(database, id);
    const isTakenAgain = now.isActive && now.count > before.count;
    if (now.isDone || isTakenAgain) return (performance.now() - begun) / 1000;
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
    ...{ waiting: 0, underWay: 0, setAside: 0 },
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
