import type { Database } from "@/lib/db/client";

/** The database's clock, which runs while a test's is frozen: for dates of the database or of another process. */
export async function readDatabaseClock(database: Database): Promise<Date> {
  const [row] = await database.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  if (row === undefined) throw new Error("The database has no clock.");
  return row.now;
}
