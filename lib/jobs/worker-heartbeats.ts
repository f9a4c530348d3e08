import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import { LEASE_SECONDS } from "./job-settings";

/** How long the row of an ended worker stays. */
const RETENTION_HOURS = 1;

/** Records by the database's clock that a worker is alive, and deletes the rows of ended workers. */
export async function recordWorkerSeen(database: Database, id: string): Promise<void> {
  await execute(
    database,
    kysely
      .insertInto("job_workers")
      .values({ id })
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ seen_at: sql<Date>`now()` })),
  );
  await execute(
    database,
    kysely
      .deleteFrom("job_workers")
      .where("seen_at", "<", sql<Date>`now() - make_interval(hours => ${RETENTION_HOURS})`),
  );
}

export async function deleteWorker(database: Database, id: string): Promise<void> {
  await execute(database, kysely.deleteFrom("job_workers").where("id", "=", id));
}

/** Whether a process runs jobs. */
export async function isWorkerSeen(database: Database): Promise<boolean> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("job_workers")
      .select("id")
      .where("seen_at", ">", sql<Date>`now() - make_interval(secs => ${LEASE_SECONDS})`)
      .limit(1),
  );
  return row !== null;
}
