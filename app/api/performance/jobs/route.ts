import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { listJobs } from "@/lib/jobs/list-jobs";
import { jobsRead } from "@/lib/jobs/reads";
import { jobList, jobsQuery } from "@/lib/jobs/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listJobs",
    summary: "List failed jobs",
    description: "Those that used up their attempts, and how many jobs wait.",
    tags: ["jobs"],
    read: jobsRead,
    access: { permission: "manage_organization" },
    query: jobsQuery,
    response: jobList,
    handler: ({ context, query }) => listJobs(context, query),
  }),
});
