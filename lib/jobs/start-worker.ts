import "server-only";
import type { Database } from "@/lib/db/client";
import { handleJob } from "./handlers";
import { scheduleNightlySweeps } from "./schedule";
import { JobWorker } from "./worker";

/** A worker of the product's own jobs, which takes them from now on. */
export function startWorker(database: Database): JobWorker {
  return new JobWorker({ database, handle: handleJob, schedule: scheduleNightlySweeps });
}
