import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { previewPolicy } from "@/lib/performance/policies/preview-policy";
import { policyDraft, policyPreview, policyPreviewQuery } from "@/lib/performance/policies/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "previewPolicy",
    summary: "Preview scoring policy",
    description: "The scores and ranks of all members under a draft. Nothing is changed.",
    tags: ["policy"],
    examples: {
      request: { weights: { on_time: 0.6, skill: 0.2, difficulty: 0.2 }, min_sample: 10 },
    },
    access: { permission: "manage_organization" },
    query: policyPreviewQuery,
    body: policyDraft,
    response: policyPreview,
    handler: ({ context, body, query }) => previewPolicy(context, body, query),
  }),
});
