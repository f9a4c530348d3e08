import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { replyToContest } from "@/lib/performance/decisions/contest-decision";
import { decision, decisionParams, decisionReply } from "@/lib/performance/decisions/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "replyToDecision",
    summary: "Reply to a contested decision",
    description: "As another person than the one who decided. The member reads it.",
    tags: ["decisions"],
    examples: { request: { reply: "You are right. The decision is withdrawn." } },
    access: { permission: "view_analytics" },
    isBrowserOnly: true,
    params: decisionParams,
    body: decisionReply,
    response: decision,
    handler: ({ context, params, body }) => replyToContest(context, { ...params, ...body }),
  }),
});
