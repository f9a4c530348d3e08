import "server-only";
import { sql } from "kysely";
import { type Database, hasConcurrentTransactions } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import { hashText } from "@/lib/hash-text";
import type { Report, ShareCounts } from "./shared-limiter";

const PURGE_MILLISECONDS = 60_000;

let purgedAt = 0;

/** Shares counts with the other processes of a database; null for the embedded one, which a single process serves. */
export function findSharing(database: Database): ShareCounts | null {
  if (!hasConcurrentTransactions(database)) return null;
  return async (reports) => {
    const totals = await addReports(database, reports);
    await purgeCounts(database);
    return totals;
  };
}

/** By the clock of the database, so that all processes mean the same windows. Of a key it keeps only the hash. */
async function addReports(database: Database, reports: readonly Report[]): Promise<Report[]> {
  const keys = new Map(reports.map(({ key }) => [hashText(key), key]));
  const hashed = reports
    .map((report) => ({ ...report, hash: hashText(report.key) }))
    // Sorted, so that two processes that report the same keys cannot deadlock.
    .sort((left, right) => (left.hash < right.hash ? -1 : 1));
  const given = unnestRows("given", {
    key_hash: ["text", hashed.map(({ hash }) => hash)],
    spent: ["int4", hashed.map(({ points }) => points)],
    milliseconds: ["int4", hashed.map(({ milliseconds }) => Math.ceil(milliseconds))],
  });
  const rows = await selectRows(
    database,
    kysely
      .insertInto("rate_limit_counts")
      .columns(["key_hash", "spent", "expires_at"])
      .expression(
        kysely
          .selectFrom(given)
          .select((eb) => [
            "given.key_hash",
            "given.spent",
            sql<Date>`now() + ${eb.ref("given.milliseconds")} * interval '1 millisecond'`.as(
              "expires_at",
            ),
          ]),
      )
      .onConflict((conflict) =>
        conflict.column("key_hash").doUpdateSet((eb) => {
          const isOver = eb("rate_limit_counts.expires_at", "<=", sql<Date>`now()`);
          const total = sql<number>`least(${eb.ref("rate_limit_counts.spent")} + ${eb.ref("excluded.spent")}, 1000000000)`;
          return {
            spent: eb.case().when(isOver).then(eb.ref("excluded.spent")).else(total).end(),
            expires_at: eb
              .case()
              .when(isOver)
              .then(eb.ref("excluded.expires_at"))
              .else(eb.ref("rate_limit_counts.expires_at"))
              .end(),
          };
        }),
      )
      .returning((eb) => [
        "key_hash",
        "spent",
        castTo(sql<number>`extract(epoch FROM ${eb.ref("expires_at")} - now()) * 1000`, "int4").as(
          "milliseconds",
        ),
      ]),
  );
  return rows.flatMap(({ key_hash, spent, milliseconds }) => {
    const key = keys.get(key_hash);
    return key === undefined ? [] : [{ key, points: spent, milliseconds }];
  });
}

/** Once a minute in each process. */
async function purgeCounts(database: Database): Promise<void> {
  const now = Date.now();
  if (now - purgedAt < PURGE_MILLISECONDS) return;
  purgedAt = now;
  await execute(
    database,
    kysely
      .deleteFrom("rate_limit_counts")
      .where("expires_at", "<", sql<Date>`now() - interval '1 minute'`),
  );
}
