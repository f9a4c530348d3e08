import { expect } from "vitest";
import { createSystemContext } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { scheduleNightlySweeps } from "@/lib/jobs/schedule";
import { sweepOrganization } from "@/lib/performance/achievements/sweep-organization";
import { startOfDay, toLocalDate } from "@/lib/performance/domain/time/local-time";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";

const HOUR = 3_600_000;

export type SweepScenario = {
  readonly timeZone: string;
  readonly from: Date;
  readonly until: Date;
  /** The period without a worker. */
  readonly down?: { readonly from: Date; readonly until: Date };
};

/** Uses the time zones of `Intl`, independently of the product's own. */
function formatLocalDate(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(instant);
}

function listLocalDays({ from, until, timeZone }: SweepScenario): readonly string[] {
  const days = new Set<string>();
  for (let at = from.getTime(); at <= until.getTime(); at += HOUR) {
    days.add(formatLocalDate(at, timeZone));
  }
  return [...days].sort().slice(1);
}

/**
 * Simulates a period with two concurrent workers, hour by hour: each schedules the due sweeps and runs them. Expects
 * one sweep for each local day, within an hour after its midnight unless no worker ran.
 * @returns the number of sweeps.
 */
export async function proveNightlySweeps(
  database: Database,
  scenario: SweepScenario,
): Promise<number> {
  const { timeZone, from, until, down } = scenario;
  const { context, userIds } = await makeOrganization(database, { timeZone, members: 2 });
  const { organizationId } = context;
  await database.organization.update({ where: { id: organizationId }, data: { createdAt: from } });
  const works = userIds.map((userId) => ({
    ...{
      externalId: `work-${userId}`,
      userId,
      title: "Task",
      difficulty: toDifficultyHundredths(500),
    },
    completedAt: new Date(from.getTime() + HOUR),
  }));
  try {
    await recordAssignmentsFor({ ...context, now: new Date(from.getTime() + 2 * HOUR) }, works);
    for (let at = from.getTime(); at <= until.getTime(); at += HOUR) {
      const now = new Date(at);
      if (down !== undefined && now >= down.from && now < down.until) continue;
      await Promise.all([
        scheduleNightlySweeps(database, now),
        scheduleNightlySweeps(database, now),
      ]);
      const job = createSystemContext({ database, now, requestId: "test" }, context.organization);
      const { signal } = new AbortController();
      await Promise.all([sweepOrganization(job, signal), sweepOrganization(job, signal)]);
    }
    return await checkSweeps(database, organizationId, scenario);
  } finally {
    await skipToToday(database, organizationId);
  }
}

async function checkSweeps(database: Database, organizationId: number, scenario: SweepScenario) {
  const { timeZone, down } = scenario;
  const sweeps = await database.organizationSweep.findMany({
    where: { organizationId },
    orderBy: { day: "asc" },
  });
  const days = sweeps.map(({ day }) => toLocalDate(day, "UTC"));
  expect(days).toEqual(listLocalDays(scenario));
  for (const { day, scheduledAt, finishedAt, members } of sweeps) {
    const midnight = startOfDay(toLocalDate(day, "UTC"), timeZone);
    const wasDown = down !== undefined && midnight >= down.from && midnight < down.until;
    const latest = wasDown ? down.until.getTime() : midnight.getTime() + HOUR;
    expect(scheduledAt.getTime()).toBeGreaterThanOrEqual(midnight.getTime());
    expect(scheduledAt.getTime()).toBeLessThanOrEqual(latest);
    expect(finishedAt).toEqual(scheduledAt);
    expect(members).toBeGreaterThanOrEqual(0);
  }
  const sent = await database.$queryRaw<{ name: string; jobs: number }[]>`
    SELECT name, count(*)::integer AS jobs FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId} GROUP BY name ORDER BY name`;
  const jobs = new Set(sweeps.map(({ scheduledAt }) => scheduledAt.getTime())).size;
  expect(sent).toEqual(
    ["releases", "retention", "seals", "sweep"].map((name) => ({
      ...{ name: `organization.${name}`, jobs },
    })),
  );
  return sweeps.length;
}

/** Prevents a worker of another test, with the current time, from sweeping all the days since. */
async function skipToToday(database: Database, organizationId: number): Promise<void> {
  await database.$executeRaw`
    DELETE FROM pts_jobs.job WHERE (data ->> 'organization_id')::integer = ${organizationId}`;
  await database.$executeRaw`
    INSERT INTO organization_sweeps (organization_id, day, time_zone, scheduled_at, finished_at, members)
    VALUES (${organizationId}, current_date + 2, 'UTC', now(), now(), 0)`;
}
