import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { previewPolicy } from "@/lib/performance/policies/preview-policy";
import { policyDraft, policyPreview, policyPreviewQuery } from "@/lib/performance/policies/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: { permission: "manage_organization" },
    query: policyPreviewQuery,
    body: policyDraft,
    response: policyPreview,
    handler: ({ context, body, query }) => previewPolicy(context, body, query),
  }),
});
