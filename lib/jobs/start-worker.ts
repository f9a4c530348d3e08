import "server-only";
import type { Database } from "@/lib/db/client";
import { handleJob } from "./handlers";
import { scheduleNightlySweeps } from "./schedule";
import { JobWorker } from "./worker";

/** Starts a worker for the jobs of the product. */
export function startWorker(database: Database): JobWorker {
  return new JobWorker({ database, handle: handleJob, schedule: scheduleNightlySweeps });
}
