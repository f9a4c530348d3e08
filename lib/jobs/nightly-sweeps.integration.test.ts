import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSystemContext } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { insertSweeps } from "@/lib/performance/achievements/queries/sweeps";
import { sweepOrganization } from "@/lib/performance/achievements/sweep-organization";
import { parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { proveNightlySweeps } from "./testing/nightly-sweeps";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const atMidnight = (date: string) => new Date(`${date}T00:00:00Z`);

describe("nightly sweeps", () => {
  it.each([
    ["a day of 23 hours", "Europe/Berlin", "2024-03-30", "2024-04-02"],
    ["29 February", "Asia/Kathmandu", "2024-02-27", "2024-03-02"],
    ["a clock set back at midnight", "America/Havana", "2024-11-02", "2024-11-05"],
    ["a day that is skipped", "Pacific/Apia", "2011-12-29", "2012-01-01"],
    ["a day that comes twice", "Pacific/Kwajalein", "1969-09-29", "1969-10-03"],
  ])(
    "runs each night's sweep once with two workers, through %s (%s)",
    async (_event, timeZone, from, until) => {
      await proveNightlySweeps(database, {
        timeZone,
        from: atMidnight(from),
        until: atMidnight(until),
      });
    },
  );

  it("catches up on a week without a worker, the oldest night first", async () => {
    const down = { from: atMidnight("2024-03-28"), until: atMidnight("2024-04-04") };
    const period = {
      timeZone: "Europe/Berlin",
      from: atMidnight("2024-03-27"),
      until: atMidnight("2024-04-05"),
    };
    await proveNightlySweeps(database, { ...period, down });
  });

  it("continues an interrupted sweep where the worker stopped", async () => {
    const { context } = await makeOrganization(database);
    const { organizationId, organization } = context;
    const days = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"].map(parseLocalDate);
    const sweeps = { days, timeZone: organization.timeZone, scheduledAt: atMidnight("2026-01-04") };
    await withTransaction(database, (transaction) =>
      insertSweeps(transaction, organizationId, sweeps),
    );
    const job = createSystemContext({ ...context, now: atMidnight("2026-01-04") }, organization);
    let checks = 0;
    const signal = {
      throwIfAborted: () => {
        checks += 1;
        if (checks === 3) throw new Error("stopped");
      },
    } as AbortSignal;
    await expect(sweepOrganization(job, signal)).rejects.toThrow("stopped");
    const listFinished = async () =>
      (await database.organizationSweep.findMany({ where: { organizationId } }))
        .filter(({ finishedAt }) => finishedAt !== null)
        .map(({ day }) => day.toISOString().slice(0, 10))
        .sort();
    expect(await listFinished()).toEqual(days.slice(0, 2));
    await sweepOrganization(job, new AbortController().signal);
    expect(await listFinished()).toEqual(days);
  });
});
