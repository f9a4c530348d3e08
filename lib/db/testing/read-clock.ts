import type { Database } from "@/lib/db/client";

/** The database's clock, which goes on while a test's stands: for what it dates itself, or another process does. */
export async function readDatabaseClock(database: Database): Promise<Date> {
  const [row] = await database.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  if (row === undefined) throw new Error("The database has no clock.");
  return row.now;
}
