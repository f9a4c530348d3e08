import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { policyDraft, policyPreview, policyPreviewQuery } from "@/lib/performance/schemas/policy";
import { previewPolicy } from "@/lib/performance/services/preview-policy";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: { permission: "manage_organization" },
    query: policyPreviewQuery,
    body: policyDraft,
    response: policyPreview,
    handler: ({ context, body, query }) => previewPolicy(context, body, query),
  }),
});
