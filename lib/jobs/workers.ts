import "server-only";
import type { Database } from "@/lib/db/client";
import { LEASE_SECONDS } from "./queues";

/** How long the row of an ended worker stays. */
const RETENTION_HOURS = 1;

/** Records by the database's clock that a worker is alive, and deletes the rows of ended workers. */
export async function recordWorkerSeen(database: Database, id: string): Promise<void> {
  await database.$executeRaw`
    INSERT INTO job_workers (id) VALUES (${id}::uuid)
    ON CONFLICT (id) DO UPDATE SET seen_at = now()`;
  await database.$executeRaw`
    DELETE FROM job_workers WHERE seen_at < now() - make_interval(hours => ${RETENTION_HOURS})`;
}

export async function deleteWorker(database: Database, id: string): Promise<void> {
  await database.$executeRaw`DELETE FROM job_workers WHERE id = ${id}::uuid`;
}

/** Whether a process runs jobs. */
export async function isWorkerSeen(database: Database): Promise<boolean> {
  const [row] = await database.$queryRaw<{ seen: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM job_workers WHERE seen_at > now() - make_interval(secs => ${LEASE_SECONDS})
    ) AS seen`;
  return row?.seen ?? false;
}
