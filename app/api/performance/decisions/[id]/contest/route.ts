import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { contestDecision } from "@/lib/performance/decisions/contest-decision";
import { decision, decisionContest, decisionParams } from "@/lib/performance/decisions/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "contestDecision",
    summary: "Contest a decision",
    description: "About you, once. Another person than the one who decided replies.",
    tags: ["decisions"],
    examples: { request: { reason: "The migration was not mine to lead." } },
    access: "signed_in",
    isBrowserOnly: true,
    params: decisionParams,
    body: decisionContest,
    response: decision,
    handler: ({ context, params, body }) => contestDecision(context, { ...params, ...body }),
  }),
});
