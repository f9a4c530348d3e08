import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";

/**
 * A number that each transaction that has written until now is below: that of a transaction of this statement alone. A
 * snapshot would not tell the number of the newest open transaction, only those of ended ones.
 */
export async function readTransactionHorizon(database: Database): Promise<string> {
  const row = await selectRow(
    database,
    kysely.selectNoFrom(sql<string>`pg_current_xact_id()::text`.as("horizon")),
  );
  if (row === null) throw new Error("The database returned no transaction number.");
  return row.horizon;
}

/** Whether every transaction below the number has ended. */
export async function areTransactionsOver(database: Database, horizon: string): Promise<boolean> {
  const row = await selectRow(
    database,
    kysely.selectNoFrom(
      sql<boolean>`pg_snapshot_xmin(pg_current_snapshot()) >= ${horizon}::text::xid8`.as("is_over"),
    ),
  );
  return row?.is_over === true;
}
