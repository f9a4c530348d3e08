import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { retryJob } from "@/lib/jobs/retry-job";
import { jobParams, jobStatus } from "@/lib/jobs/schemas";
import { nothing } from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "retryJob",
    summary: "Retry a failed job",
    description: "With as many attempts as a new job.",
    tags: ["jobs"],
    resource: "job",
    access: { permission: "manage_organization" },
    params: jobParams,
    body: nothing,
    response: jobStatus,
    handler: ({ context, params }) => retryJob(context, params),
  }),
});
