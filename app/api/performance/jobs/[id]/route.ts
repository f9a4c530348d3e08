import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getJob } from "@/lib/jobs/get-job";
import { jobParams, jobProgress } from "@/lib/jobs/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getJob",
    summary: "Get a job",
    description:
      "How far the job is whose `job_id` a write of yours returned; with `manage_organization` any job of the organization.",
    tags: ["jobs"],
    resource: "job",
    access: "authenticated",
    params: jobParams,
    response: jobProgress,
    handler: ({ context, params }) => getJob(context, params),
  }),
});
