import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userParams } from "@/lib/performance/summaries/schemas";
import { computeWhatIf } from "@/lib/performance/what-if/compute-what-if";
import { whatIf, whatIfBody } from "@/lib/performance/what-if/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "computeWhatIf",
    summary: "Ask what if",
    description:
      "The score, milestones and badges that completions, a correction or another policy would give. Nothing is changed or stored.",
    tags: ["user"],
    examples: {
      request: { completions: [{ assignment_id: 4711, completed_at: "2024-05-20T16:00:00Z" }] },
    },
    access: { own: "id", or: "view_team" },
    params: userParams,
    body: whatIfBody,
    response: whatIf,
    handler: ({ context, params, body }) => computeWhatIf(context, { userId: params.id, body }),
  }),
});
