import { cpSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openEmbeddedDatabase } from "@/lib/db/embedded/keep-open";
import {
  hasEndedWithin,
  isRunning,
  makeDataDirectory,
  runServer,
  startUser,
} from "@/lib/db/embedded/testing/processes";

type DataDirectory = ReturnType<typeof makeDataDirectory>;

let fresh: DataDirectory;
let folder: DataDirectory;

// To create a database takes seconds: it is created once, and each test gets a copy.
beforeAll(async () => {
  fresh = makeDataDirectory();
  const database = await openEmbeddedDatabase({ dataDirectory: fresh.path });
  await database.release();
});

afterAll(() => fresh.remove());

beforeEach(() => {
  folder = makeDataDirectory();
  cpSync(fresh.path, folder.path, { recursive: true });
});

afterEach(() => folder.remove());

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A server that is killed ends its connections with an error.
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function becomesTrue(condition: () => boolean): Promise<boolean> {
  const deadline = performance.now() + 20_000;
  while (!condition() && performance.now() < deadline) await wait(20);
  return condition();
}

/** Inserts rows until the connection breaks. Returns the last row that was acknowledged. */
async function insertUntilBroken(client: Client, first: number): Promise<number> {
  for (let value = first; ; value += 1) {
    try {
      await client.query("INSERT INTO counted VALUES ($1)", [value]);
    } catch {
      return value - 1;
    }
  }
}

describe("the embedded database", () => {
  test("shares one server between two processes that open it at the same moment", async () => {
    const [left, right] = await Promise.all([
      openEmbeddedDatabase({ dataDirectory: folder.path }),
      openEmbeddedDatabase({ dataDirectory: folder.path }),
    ]);

    expect(left.pid).toBe(right.pid);
    expect(left.url).toBe(right.url);
    await right.release();
    const client = await connect(left.url);
    expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await client.end();
    await left.release();
    expect(await hasEndedWithin(left.pid, 5_000)).toBe(true);
  });

  test("frees the lease of a killed process, and its server ends by itself", async () => {
    const user = await startUser(folder.path);
    const database = await openEmbeddedDatabase({ dataDirectory: folder.path });
    database.leave();
    const isServing = isRunning(database.pid);

    user.kill("SIGKILL");

    expect(isServing).toBe(true);
    expect(await hasEndedWithin(database.pid, 10_000)).toBe(true);
  });

  test("rejects a second server on the folder with a sentence, and the first goes on", async () => {
    const database = await openEmbeddedDatabase({ dataDirectory: folder.path });

    const second = await runServer(folder.path);

    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/^The database in .+ is already open in another process/);
    const client = await connect(database.url);
    expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await client.end();
    await database.release();
  });

  test("loses no acknowledged row when its server is killed under load, and returns at the same URL", async () => {
    const database = await openEmbeddedDatabase({ dataDirectory: folder.path });
    const before = await connect(database.url);
    await before.query("CREATE TABLE counted (value integer PRIMARY KEY)");
    await before.end();
    let acknowledged = 0;
    for (const round of [1, 2, 3]) {
      const opened = await openEmbeddedDatabase({ dataDirectory: folder.path });
      const client = await connect(opened.url);
      setTimeout(() => process.kill(opened.pid, "SIGKILL"), 150 * round);
      const last = await insertUntilBroken(client, acknowledged + 1);
      expect(last).toBeGreaterThan(acknowledged);
      acknowledged = last;

      const again = await openEmbeddedDatabase({ dataDirectory: folder.path });
      expect(again.url).toBe(database.url);
      const reader = await connect(again.url);
      const { rows } = await reader.query("SELECT count(*)::int, max(value) FROM counted");
      await reader.end();
      // The row in transit when the server was killed may be there or not.
      const wholeness = [acknowledged, acknowledged + 1].map((n) => ({ count: n, max: n }));
      expect(wholeness).toContainEqual(rows[0]);
      acknowledged = rows[0].max;
      again.leave();
      opened.leave();
    }
    await database.release();
  }, 60_000);

  test("is tried again until it opens, and says why it does not", async () => {
    const failures: string[] = [];
    const database = await openEmbeddedDatabase({
      dataDirectory: folder.path,
      onFailure: (message) => failures.push(message),
    });
    const files = join(folder.path, "database", "files");
    renameSync(files, `${files}.away`);
    writeFileSync(files, "not a database");
    process.kill(database.pid, "SIGKILL");
    const hasFailed = await becomesTrue(() => failures.length > 0);
    expect(hasFailed).toBe(true);
    expect(failures[0]).toMatch(/^The embedded database did not (open|start): /);
    expect(database.findFailure()).toBe(failures[0]);
    // Long enough for a second attempt.
    await wait(1_500);
    expect(failures).toHaveLength(1);

    rmSync(files);
    renameSync(`${files}.away`, files);
    expect(await becomesTrue(() => database.findFailure() === null)).toBe(true);
    const client = await connect(database.url);
    expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await client.end();
    await database.release();
  });
});
