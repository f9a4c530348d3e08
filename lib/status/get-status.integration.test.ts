import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { createSystemContext } from "@/lib/context";
import { connectDatabase, type Database, hasConcurrentTransactions } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { frozenNow } from "@/lib/testing/frozen-now";
import { createOrganization } from "@/prisma/factories";
import { getStatus } from "./get-status";
import { limitNames } from "./limit-names";
import { type Limit, listLimits } from "./limits";
import { status } from "./schemas";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

test("shows versions, the jobs of the own organization only, and limits", async () => {
  const [own, other] = [await createOrganization(database), await createOrganization(database)];
  const send = (organizationId: number, count: number) =>
    withTransaction(database, (transaction) =>
      enqueueJobs(
        transaction,
        Array.from({ length: count }, () => ({
          name: "organization.verification" as const,
          payload: { organization_id: organizationId },
        })),
        { startAfter: new Date("2999-01-01") },
      ),
    );
  await send(other.organizationId, 1);
  const base = { database, now: frozenNow, requestId: "test" };
  const context = createSystemContext(base, own.organization);
  expect((await getStatus(context)).jobs).toEqual({
    ...{ waiting: 0, under_way: 0, failed: 0, oldest_waiting_since: null },
  });
  await send(own.organizationId, 1);
  const found = status.parse(await getStatus(context));
  expect(found.jobs).toMatchObject({ waiting: 1, oldest_waiting_since: expect.any(String) });
  const engine = hasConcurrentTransactions(database) ? "postgresql" : "embedded";
  expect(found.database).toMatchObject({ engine, version: expect.stringMatching(/^1\d\.\d+$/) });
  expect(found.database.migrations).toBeGreaterThan(30);
  expect(found).toMatchObject({ node: process.versions.node, backup: null, verification: null });
  const names = found.limits.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(found.limits).toContainEqual({ name: "job_attempts", value: 8, unit: "count" });
  await database.$executeRaw`
    DELETE FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer IN (${own.organizationId}, ${other.organizationId})`;
});

const units: Readonly<Record<Limit["unit"], string>> = {
  ...{ count: "", milliseconds: " ms", seconds: " s" },
  ...{ hours: " hours", days: " days", months: " months", bytes: " bytes" },
};

test("the docs have each limit with its value", () => {
  const defaults = {
    ...{ requestsPerMinute: 600, downloadsOfMember: 2, backupKeep: 14 },
    downloadMilliseconds: 30_000,
  };
  const documented = readFileSync("docs/operations.md", "utf8")
    .split("### Limits")[1]
    ?.split("\n## ")[0]
    ?.split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split(" | ").slice(0, 2).join(" | "));
  expect(listLimits(defaults, false).map(({ name }) => name)).toEqual(limitNames);
  expect(documented).toEqual(
    listLimits(defaults, false).map(
      ({ name, value, unit }) => `| \`${name}\` | ${value.toLocaleString("en")}${units[unit]}`,
    ),
  );
});
