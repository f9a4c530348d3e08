import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { nothing } from "@/lib/performance/schemas/assignments-write";
import { jobParams, jobStatus } from "@/lib/performance/schemas/jobs";
import { retryJob } from "@/lib/performance/services/retry-job";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: { permission: "manage_organization" },
    params: jobParams,
    body: nothing,
    response: jobStatus,
    handler: ({ context, params }) => retryJob(context, params),
  }),
});
