import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { jobList, jobsQuery } from "@/lib/performance/schemas/jobs";
import { listJobs } from "@/lib/performance/services/list-jobs";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "manage_organization" },
    query: jobsQuery,
    response: jobList,
    handler: ({ context, query }) => listJobs(context, query),
  }),
});
