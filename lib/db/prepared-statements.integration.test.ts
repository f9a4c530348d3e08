import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  createDatabase,
  type Database,
  disconnect,
  findPool,
  getDatabase,
  type Transaction,
} from "@/lib/db/client";
import { parseConnectionUrl } from "@/lib/db/connection-url";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { toStartupOptions } from "@/lib/db/session-settings";
import { withTransaction } from "@/lib/db/transaction";
import { getEnvironment } from "@/lib/environment/environment";
import { getLogger } from "@/lib/log";

const table = "prepared_statements_test";
const url = getEnvironment().databaseUrl ?? "";

beforeAll(async () => {
  await getDatabase().$executeRawUnsafe(`CREATE TABLE ${table} (value integer)`);
  await getDatabase().$executeRawUnsafe(`INSERT INTO ${table} VALUES (7)`);
});

afterAll(async () => {
  await getDatabase().$executeRawUnsafe(`DROP TABLE ${table}`);
});

async function withDatabase(work: (database: Database) => Promise<void>, at = url) {
  const database = createDatabase(at);
  try {
    await work(database);
  } finally {
    await disconnect(database);
  }
}

const typed = (connection: Database | Transaction) =>
  selectRows(
    connection,
    kysely.selectFrom(sql<{ value: unknown }>`${sql.table(table)}`.as("stored")).select("value"),
  );
const raw = (connection: Database | Transaction): Promise<unknown[]> =>
  connection.$queryRawUnsafe<unknown[]>(`SELECT value FROM ${table} WHERE $1 = 1`, 1);

async function listPrepared(database: Database): Promise<string[]> {
  const result = await findPool(database)?.query<{ statement: string }>(
    "SELECT statement FROM pg_prepared_statements WHERE name ~ '_' AND statement LIKE $1",
    [`%${table}%`],
  );
  return (result?.rows ?? []).map(({ statement }) => statement);
}

/** What the role of a user sets for a pooled connection, here for each user of this database. */
async function setForDatabase(settings: readonly string[]): Promise<void> {
  const [row] = await getDatabase().$queryRaw<{ name: string }[]>`
    SELECT quote_ident(current_database()) AS name`;
  const alter = `ALTER DATABASE ${row?.name}`;
  await getDatabase().$executeRawUnsafe(`${alter} RESET ALL`);
  for (const setting of settings) {
    const [name, value] = setting.split("=");
    await getDatabase().$executeRawUnsafe(`${alter} SET ${name} TO '${value}'`);
  }
}

const ways = { "a typed statement": typed, "a statement of Prisma": raw };

describe.each(Object.entries(ways))("%s", (_, run) => {
  test("stays prepared from its second run on", () =>
    withDatabase(async (database) => {
      await run(database);
      expect(await listPrepared(database)).toHaveLength(0);
      for (let count = 0; count < 8; count += 1) {
        expect(await run(database)).toEqual([{ value: 7 }]);
      }
      expect(await listPrepared(database)).toHaveLength(1);
    }));

  test("goes on after the type of its column changes, outside and inside of a transaction", () =>
    withDatabase(async (database) => {
      const inTransaction = () => withTransaction(database, run);
      for (let count = 0; count < 3; count += 1) await run(database);
      await inTransaction();
      await getDatabase().$executeRawUnsafe(`ALTER TABLE ${table} ALTER value TYPE text`);
      expect(await inTransaction()).toEqual([{ value: "7" }]);
      expect(await run(database)).toEqual([{ value: "7" }]);
      expect(await run(database)).toEqual([{ value: "7" }]);
      await getDatabase().$executeRawUnsafe(
        `ALTER TABLE ${table} ALTER value TYPE integer USING value::integer`,
      );
      expect(await run(database)).toEqual([{ value: 7 }]);
      expect(await run(database)).toEqual([{ value: 7 }]);
    }));

  test("goes on without a name where the server forgets it, with a warning", () =>
    withDatabase(async (database) => {
      const warn = vi.spyOn(getLogger(), "warn").mockImplementation(() => {});
      for (let count = 0; count < 3; count += 1) await run(database);
      await findPool(database)?.query("DEALLOCATE ALL");
      expect(await withTransaction(database, run)).toEqual([{ value: 7 }]);
      expect(await run(database)).toEqual([{ value: 7 }]);
      expect(await listPrepared(database)).toEqual([]);
      expect(warn).toHaveBeenCalledTimes(1);
    }));

  test("is never prepared with pgbouncer=true in the URL", async () => {
    const address = new URL(url);
    address.searchParams.set("pgbouncer", "true");
    await setForDatabase((toStartupOptions(parseConnectionUrl(url)) ?? "").match(/\w+=\w+/g) ?? []);
    await withDatabase(async (database) => {
      for (let count = 0; count < 3; count += 1) await run(database);
      expect(await listPrepared(database)).toEqual([]);
    }, address.href);
    await setForDatabase([]);
  });
});

test("a server plans a prepared statement for its values each time", () =>
  withDatabase(async (database) => {
    const [row] =
      await database.$queryRawUnsafe<{ plan_cache_mode: string }[]>("SHOW plan_cache_mode");
    const expected = parseConnectionUrl(url).isEmbedded ? "auto" : "force_custom_plan";
    expect(row?.plan_cache_mode).toBe(expected);
  }));
