import { definePagedRead } from "@/lib/http/define-read";
import type { jobList, jobsQuery } from "@/lib/jobs/schemas";

export const jobsRead = definePagedRead<{ query: typeof jobsQuery; response: typeof jobList }>(
  "/api/performance/jobs",
);

export function jobsOptions() {
  return jobsRead.pages({ limit: 50 });
}
