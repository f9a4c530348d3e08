import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBackup } from "@/lib/backup/make-backup";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { makeUniqueName } from "@/lib/testing/unique-name";
import {
  startTemporaryPooler,
  type TemporaryPooler,
} from "@/scripts/postgresql/temporary-pgbouncer";
import { runPts } from "@/scripts/pts/testing/run-pts";
import { requestDatabase } from "@/scripts/test/request-database";

let owner: Client;
let directUrl: string;
let pooler: TemporaryPooler;
let pooledUrl: string;

async function applyRoles(): Promise<void> {
  await owner.query(await readFile("prisma/roles.sql", "utf8"));
}

beforeAll(async () => {
  const address = new URL(await requestDatabase("pgbouncer"));
  owner = new Client({ connectionString: address.href });
  await owner.connect();
  await applyRoles();
  const user = `pts_test_${makeUniqueName().replaceAll("-", "_")}`;
  await owner.query(`CREATE ROLE ${user} LOGIN PASSWORD 'secret' IN ROLE pts_application`);
  await owner.query(`ALTER ROLE ${user} SET timezone TO 'Europe/Berlin'`);
  [address.username, address.password] = [user, "secret"];
  directUrl = address.href;
  pooler = await startTemporaryPooler(directUrl);
  pooledUrl = `${pooler.url}?pgbouncer=true`;
});

afterAll(async () => {
  await pooler.stop();
  await owner.end();
});

async function withDatabaseOf<Result>(
  url: string,
  action: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = createDatabase(url);
  try {
    return await action(database);
  } finally {
    await disconnect(database);
  }
}

const readSettings = (database: Database) => database.$queryRaw<{ timezone: string }[]>`
  SELECT current_setting('timezone') AS timezone, current_setting('statement_timeout') AS timeout,
    current_setting('lock_timeout') AS lock, current_setting('plan_cache_mode') AS plan`;

describe("a database behind PgBouncer in transaction mode", () => {
  it("is rejected with the statements to run, by the service and the command line, until they are run", async () => {
    const error: unknown = await withDatabaseOf(pooledUrl, (database) =>
      database.organization.count(),
    ).catch((one: unknown) => one);
    expect(String(error)).toContain("SET timezone TO 'UTC';");
    const command = await runPts(["verify"], { databaseUrl: pooledUrl });
    expect(command).toMatchObject({ status: 1, out: "" });
    const [, statements] = /start the service again: (ALTER ROLE .+;)\n$/.exec(command.error) ?? [];
    expect(statements?.match(/ALTER ROLE/g)).toHaveLength(6);

    await owner.query(statements ?? "");
    await restartPooler();
    expect(await withDatabaseOf(pooledUrl, (database) => database.organization.count())).toBe(0);
    await owner.query(`ALTER ROLE ${new URL(directUrl).username} RESET ALL`);
    await applyRoles();
    await restartPooler();
    const needed = { timezone: "UTC", timeout: "30s", lock: "10s", plan: "force_custom_plan" };
    expect(await withDatabaseOf(pooledUrl, readSettings)).toEqual([needed]);
    expect(await withDatabaseOf(directUrl, readSettings)).toEqual([needed]);
  });

  it("serves many connections, transactions and a backup", async () => {
    await withDatabaseOf(pooledUrl, async (database) => {
      const { context, userIds } = await makeOrganization(database, { members: 12 });
      await Promise.all(
        userIds.map((userId) =>
          recordAssignmentsFor(context, createCompletions(context, userId, 5)),
        ),
      );
      const clients = Array.from({ length: 10 }, () => createDatabase(pooledUrl));
      const counts = await Promise.all(
        clients.map((client) =>
          withTransaction(client, (transaction) => transaction.performanceLog.count()),
        ),
      );
      await Promise.all(clients.map(disconnect));
      expect(new Set(counts)).toEqual(new Set([60]));
      expect(await verifyOrganization(context, { kept: [] })).toMatchObject({ differences: [] });
      const folder = await mkdtemp(join(tmpdir(), "pts-pgbouncer-backup-"));
      const { signal } = new AbortController();
      const request = { folder, passphrase: null, keep: null, signal };
      const made = await makeBackup(database, request);
      await rm(folder, { recursive: true });
      expect(made?.rows).toBeGreaterThan(60);
    });
  });

  it("is rejected when PgBouncer is told to drop the settings of a direct connection", async () => {
    await owner.query(`ALTER ROLE ${new URL(directUrl).username} RESET ALL`);
    const dropping = await startTemporaryPooler(directUrl, ["ignore_startup_parameters = options"]);
    try {
      const error: unknown = await withDatabaseOf(dropping.url, async (database) =>
        database.organization.count(),
      ).catch((one: unknown) => one);
      expect(String(error)).toContain("SET statement_timeout TO '30s';");
    } finally {
      await dropping.stop();
    }
  });
});

/** Its connections have the settings of the role as of when they were opened. */
async function restartPooler(): Promise<void> {
  await pooler.stop();
  pooler = await startTemporaryPooler(directUrl);
  pooledUrl = `${pooler.url}?pgbouncer=true`;
}
