import "server-only";
import { runNightlyBackups } from "@/lib/backup/nightly-backups";
import type { Database } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";
import { handleJob } from "./handlers";
import { scheduleNightlySweeps } from "./schedule";
import { JobWorker } from "./worker";

/** Starts a worker for the jobs of the product, and for the nightly backups where a folder is set. */
export function startWorker(database: Database): JobWorker {
  return new JobWorker({
    ...{ database, handle: handleJob, schedule: scheduleNightlySweeps },
    beside: (connected, signal) => runNightlyBackups(connected, getEnvironment(), signal),
  });
}
