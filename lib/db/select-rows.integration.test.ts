import { sql } from "kysely";
import { afterAll, describe, expect, it, test } from "vitest";
import {
  closeDatabase,
  createDatabase,
  type Database,
  disconnect,
  findPool,
  getDatabase,
  type Transaction,
} from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { findSqlState } from "@/lib/db/sql-state";
import { anyOf, castTo, type SqlType, type SqlValues } from "@/lib/db/sql-values";
import { withTransaction } from "@/lib/db/transaction";
import { getEnvironment } from "@/lib/environment/environment";
import { parseLocalDate } from "@/lib/performance/domain/time/local-time";

afterAll(closeDatabase);

let slugs = 0;
function makeSlug(): string {
  slugs += 1;
  return `typed-rows-${slugs}`;
}

const values: SqlValues = {
  bool: true,
  int2: -32_768,
  int4: 2_147_483_647,
  int8: 9_223_372_036_854_775_807n,
  float8: 0.1,
  numeric: "12345678901234567890.10",
  text: "Ærø, „quoted“ \\ ' \" {1,2}",
  uuid: "0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0",
  date: "2026-03-29",
  timestamptz: new Date("2026-03-29T01:30:00.123Z"),
  json: { list: [1, null, "two"], isDeep: { yes: true } },
  jsonb: [1, null, "two"],
};
const types = Object.keys(values) as SqlType[];
const isJson = (type: SqlType) => type === "json" || type === "jsonb";
const toParameter = (type: SqlType) => (isJson(type) ? JSON.stringify(values[type]) : values[type]);

type Run = <Result>(
  work: (connection: Database | Transaction) => Promise<Result>,
) => Promise<Result>;
const ways: readonly (readonly [string, Run])[] = [
  ["a connection", (work) => work(getDatabase())],
  ["a transaction", (work) => withTransaction(getDatabase(), work)],
];

describe.each(ways)("a statement on %s", (_way, run) => {
  it.each(types)("returns the same value of type %s as it was given, and null", async (type) => {
    const statement = kysely.selectNoFrom([
      castTo(sql.val(toParameter(type)), type).as("value"),
      castTo(sql.val(null), type).as("nothing"),
    ]);
    expect(await run((connection) => selectRows(connection, statement))).toEqual([
      { value: values[type], nothing: null },
    ]);
  });

  it.each(types)("returns a list of type %s, empty ones and nulls in it too", async (type) => {
    const list = [toParameter(type), null];
    const statement = kysely.selectNoFrom([
      sql`${list}::${sql.raw(type)}[]`.as("list"),
      sql`${[]}::${sql.raw(type)}[]`.as("empty"),
    ]);
    expect(await run((connection) => selectRows(connection, statement))).toEqual([
      { list: [values[type], null], empty: [] },
    ]);
  });

  it("returns instants of other zones and finer fractions as the same milliseconds", async () => {
    const statement = kysely.selectNoFrom([
      sql`'2026-03-29 03:30:00.123999+02'::timestamptz`.as("aware"),
      sql`'2026-03-29 01:30:00.123'::timestamp`.as("plain"),
      sql`array['2026-03-29 01:30:00.123']::timestamp[]`.as("plains"),
    ]);
    const instant = new Date("2026-03-29T01:30:00.123Z");
    expect(await run((connection) => selectRow(connection, statement))).toEqual({
      ...{ aware: instant, plain: instant, plains: [instant] },
    });
  });

  it("returns the columns of a table as the schema types them", async () => {
    const slug = makeSlug();
    const evaluatedOn = parseLocalDate("2026-03-29");
    const organization = { slug, name: "Typed", time_zone: "UTC", evaluated_on: evaluatedOn };
    const inserted = await run((connection) =>
      selectRow(
        connection,
        kysely
          .insertInto("organizations")
          .values(organization)
          .returning(["id", "privacy_mode", "employee_leaderboard", "evaluated_on", "created_at"]),
      ),
    );
    expect(inserted).toEqual({
      id: expect.any(Number),
      privacy_mode: "named",
      employee_leaderboard: false,
      evaluated_on: "2026-03-29",
      created_at: expect.any(Date),
    });
  });

  it("returns how many rows a statement changed", async () => {
    const names = [makeSlug(), makeSlug(), makeSlug()];
    const rows = names.map((slug) => ({ slug, name: "Counted", time_zone: "UTC" }));
    const changed = await run(async (connection) => [
      await execute(connection, kysely.insertInto("organizations").values(rows)),
      await execute(
        connection,
        kysely
          .updateTable("organizations")
          .set({ name: "Renamed" })
          .where("slug", "=", anyOf(names.slice(1))),
      ),
      await execute(
        connection,
        kysely.deleteFrom("organizations").where("slug", "=", anyOf(names)),
      ),
      await execute(
        connection,
        kysely.deleteFrom("organizations").where("slug", "=", anyOf(names)),
      ),
    ]);
    expect(changed).toEqual([3, 2, 3, 0]);
  });

  it("fails with the SQLSTATE of the database", async () => {
    const statement = kysely.selectNoFrom(sql<number>`1 / ${0}::int`.as("value"));
    const failure = run((connection) => selectRows(connection, statement));
    expect(await failure.catch(findSqlState)).toBe("22012");
  });
});

test("statements of a transaction run in its own session and end with it", async () => {
  const slug = makeSlug();
  const transactionId = sql<string>`pg_current_xact_id()::text`;
  const work = withTransaction(getDatabase(), async (transaction) => {
    const values = { slug, name: "Undone", time_zone: "UTC" };
    await execute(transaction, kysely.insertInto("organizations").values(values));
    const [typed] = await selectRows(transaction, kysely.selectNoFrom(transactionId.as("id")));
    const [plain] = await transaction.$queryRawUnsafe<unknown[]>(
      "SELECT pg_current_xact_id()::text AS id",
    );
    expect(typed).toEqual(plain);
    throw new Error("undone by the test");
  });
  await expect(work).rejects.toThrow("undone by the test");
  expect(await getDatabase().organization.count({ where: { slug } })).toBe(0);
});

test("typed statements and Prisma share one bounded pool, which ends with the client", async () => {
  const database = createDatabase(getEnvironment().databaseUrl ?? "");
  const pool = findPool(database);
  const statement = kysely.selectFrom("organizations").select(castTo(sql.val(1), "int4").as("one"));
  await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      index % 2 === 0
        ? selectRows(database, statement.limit(1))
        : database.organization.findFirst({ select: { id: true } }),
    ),
  );
  expect(pool?.totalCount).toBeGreaterThan(0);
  expect(pool?.totalCount).toBeLessThanOrEqual(pool?.options.max ?? 0);
  await disconnect(database);
  expect(pool?.ended).toBe(true);
  expect(pool?.totalCount).toBe(0);
});

test("a statement on a server that is not there fails with a connection's SQLSTATE", async () => {
  const database = createDatabase("postgresql://user@127.0.0.1:1/none");
  const failure = selectRows(database, kysely.selectFrom("teams").select("id"));
  expect(await failure.catch(findSqlState)).toBe("08001");
  await disconnect(database);
});
