import "server-only";
import type { Database } from "@/lib/db/client";
import { LEASE_SECONDS } from "./queues";

/** Long after a worker was last seen, its row is of no use. */
const FORGOTTEN_HOURS = 1;

/** Says that a worker is there, by the database's clock, and forgets those that have been gone for long. */
export async function keepWorkerSeen(database: Database, id: string): Promise<void> {
  await database.$executeRaw`
    INSERT INTO job_workers (id) VALUES (${id}::uuid)
    ON CONFLICT (id) DO UPDATE SET seen_at = now()`;
  await database.$executeRaw`
    DELETE FROM job_workers WHERE seen_at < now() - make_interval(hours => ${FORGOTTEN_HOURS})`;
}

export async function forgetWorker(database: Database, id: string): Promise<void> {
  await database.$executeRaw`DELETE FROM job_workers WHERE id = ${id}::uuid`;
}

/** Whether some process takes jobs. */
export async function isWorkerSeen(database: Database): Promise<boolean> {
  const [row] = await database.$queryRaw<{ seen: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM job_workers WHERE seen_at > now() - make_interval(secs => ${LEASE_SECONDS})
    ) AS seen`;
  return row?.seen ?? false;
}
