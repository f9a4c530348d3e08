import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { decideContest } from "@/lib/performance/contests/decide-contest";
import { contestDecision, contestParams, decidedContest } from "@/lib/performance/contests/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "decideContest",
    summary: "Decide a contest",
    description: "Upholds it, which corrects the entry or the change, or rejects it with a reason.",
    tags: ["contests"],
    examples: {
      request: {
        decision: "upheld",
        reason: "The repository shows it.",
        facts: { completed_at: "2024-05-16T15:00:00Z" },
      },
    },
    resource: "contest",
    access: { permission: "decide_contests" },
    params: contestParams,
    body: contestDecision,
    response: decidedContest,
    handler: ({ context, params, body }) =>
      decideContest(context, { id: params.id, decision: body }),
  }),
});
