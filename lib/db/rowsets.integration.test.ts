import { sql } from "kysely";
import { afterAll, describe, expect, it, test } from "vitest";
import { closeDatabase, type Database, getDatabase, type Transaction } from "@/lib/db/client";
import { jsonList, jsonObject, jsonTuple } from "@/lib/db/json";
import { kysely } from "@/lib/db/kysely";
import { copyColumns, defineRowset, unionAll, unnestRows } from "@/lib/db/rowsets";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { withTransaction } from "@/lib/db/transaction";
import { parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";

afterAll(closeDatabase);

type Run = <Result>(
  work: (connection: Database | Transaction) => Promise<Result>,
) => Promise<Result>;
const ways: readonly (readonly [string, Run])[] = [
  ["a connection", (work) => work(getDatabase())],
  ["a transaction", (work) => withTransaction(getDatabase(), work)],
];
const instant = new Date("2026-03-29T01:30:00.123Z");

describe.each(ways)("a rowset on %s", (_way, run) => {
  it("has a row for each place of its lists, with nulls where they have none", async () => {
    const rowset = unnestRows("given", {
      id: ["int8", [1n, 9_007_199_254_740_993n]],
      name: ["text", ['a "quoted" {name}', null]],
      day: ["date", ["2026-03-29", null]],
      instant: ["timestamptz", [instant, null]],
    });
    const statement = kysely.selectFrom(rowset).selectAll().orderBy("given.id");
    expect(await run((connection) => selectRows(connection, statement))).toEqual([
      { id: 1n, name: 'a "quoted" {name}', day: "2026-03-29", instant },
      { id: 9_007_199_254_740_993n, name: null, day: null, instant: null },
    ]);
  });

  it("has no row where its lists are empty", async () => {
    const rowset = unnestRows("given", { id: ["int4", []] });
    const statement = kysely.selectFrom(rowset).selectAll();
    expect(await run((connection) => selectRows(connection, statement))).toEqual([]);
  });

  it("has the types of the columns that its rows have in a table", async () => {
    const rowset = defineRowset("performance_facts", [
      ...(["assignment_id", "completed_at", "completed_on"] as const),
      ...(["on_time", "early_seconds", "skill_match"] as const),
    ]);
    const rows = [
      {
        ...{ assignment_id: 7n, completed_at: instant, completed_on: parseLocalDate("2026-03-29") },
        ...{ on_time: true, early_seconds: -3, skill_match: toMatchTenThousandths(10_000) },
      },
      {
        ...{ assignment_id: 8, completed_at: instant, completed_on: parseLocalDate("2026-03-30") },
        ...{ on_time: null, early_seconds: null, skill_match: null },
      },
    ];
    const statement = kysely
      .selectFrom(rowset.asRow(rowset.toJson(rows)))
      .select(rowset.columns)
      .orderBy("row.assignment_id");
    expect(await run((connection) => selectRows(connection, statement))).toEqual([
      { ...rows[0], early_seconds: -3n },
      { ...rows[1], assignment_id: 8n },
    ]);
  });

  it("keeps order and limit of each part of a union", async () => {
    const numbers = (values: readonly number[]) =>
      kysely.selectFrom(unnestRows("given", { value: ["int4", values] })).select("given.value");
    const largest = numbers([1, 3, 2]).orderBy("given.value", "desc").limit(1);
    const smallest = numbers([6, 5, 4]).orderBy("given.value").limit(2);
    const statement = kysely.selectFrom(unionAll(largest, smallest).as("one")).selectAll();
    const rows = await run((connection) => selectRows(connection, statement));
    expect(rows.map(({ value }) => value).sort()).toEqual([3, 4, 5]);
  });

  it("updates and inserts the columns of its rows", async () => {
    const name = `rowset-${_way}`;
    const kept = defineRowset("sign_in_attempts", ["name_hash", "attempts"]);
    const upsert = (attempts: number) =>
      kysely
        .insertInto("sign_in_attempts")
        .columns(["window_start", ...kept.columns])
        .expression(
          kysely
            .selectFrom(kept.asRow(kept.toJson([{ name_hash: name, attempts }])))
            .select(parameter(instant, "timestamptz").as("window_start"))
            .select(kept.columns),
        )
        .onConflict((conflict) =>
          conflict
            .columns(["name_hash", "window_start"])
            .doUpdateSet(copyColumns("sign_in_attempts", ["attempts"], "excluded")),
        );
    const written = await run(async (connection) => {
      await execute(connection, upsert(1));
      await execute(connection, upsert(5));
      const own = kysely.selectFrom("sign_in_attempts").where("name_hash", "=", name);
      return selectRows(connection, own.selectAll());
    });
    expect(written).toEqual([{ name_hash: name, window_start: instant, attempts: 5 }]);
  });
});

describe.each(ways)("JSON of a statement on %s", (_way, run) => {
  it("has numbers for bigints, text for instants and days, and values in order", async () => {
    const rows = unnestRows("given", {
      id: ["int8", [2n, 1n]],
      instant: ["timestamptz", [instant, null]],
      day: ["date", ["2026-03-29", null]],
    });
    const statement = kysely.selectFrom(rows).select((eb) => {
      const [id, at, day] = [eb.ref("given.id"), eb.ref("given.instant"), eb.ref("given.day")];
      return [
        jsonList(jsonObject({ id, at, day }), [id]).as("objects"),
        jsonList(jsonTuple([id, day]), [id]).as("tuples"),
      ];
    });
    const found = await run((connection) => selectRow(connection, statement));
    expect(found).toEqual({
      objects: [
        { id: 1, at: null, day: null },
        { id: 2, at: expect.any(String), day: "2026-03-29" },
      ],
      tuples: [
        [1, null],
        [2, "2026-03-29"],
      ],
    });
    expect(new Date(found?.objects[1]?.at ?? "")).toEqual(instant);
  });

  it("is an empty list where there is no row", async () => {
    const statement = kysely
      .selectFrom("organizations")
      .select((eb) => jsonList(eb.ref("slug")).as("slugs"))
      .where(sql<boolean>`false`);
    expect(await run((connection) => selectRow(connection, statement))).toEqual({ slugs: [] });
  });
});

test("the tables beside the schema of Prisma have the columns of their types", async () => {
  const jobs = kysely
    .selectFrom("pts_jobs.job")
    .select([
      ...(["id", "name", "data", "state", "retry_limit", "retry_count"] as const),
      ...(["start_after", "started_on", "created_on", "completed_on", "output"] as const),
      sql<string>`expire_in::text`.as("expire_in"),
    ]);
  const migrations = kysely
    .selectFrom("_prisma_migrations")
    .select(["migration_name", "finished_at", "rolled_back_at"]);
  await selectRows(getDatabase(), jobs.limit(1));
  const [migration] = await selectRows(getDatabase(), migrations.limit(1));
  expect(migration).toMatchObject({
    migration_name: expect.any(String),
    finished_at: expect.any(Date),
    rolled_back_at: null,
  });
});
