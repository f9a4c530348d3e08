import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getVerifications } from "@/lib/performance/verification/list-verifications";
import { verificationsRead } from "@/lib/performance/verification/reads";
import { requestVerification } from "@/lib/performance/verification/request-verification";
import {
  newVerification,
  verification,
  verificationList,
  verificationsQuery,
} from "@/lib/performance/verification/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listVerifications",
    summary: "List verifications",
    description: "The last ones, those of `pts verify` too, and the last checkpoint.",
    tags: ["organization"],
    read: verificationsRead,
    access: { permission: "view_administration_log" },
    query: verificationsQuery,
    response: verificationList,
    handler: ({ context, query }) => getVerifications(context, query),
  }),
  POST: route({
    operationId: "requestVerification",
    summary: "Verify the organization",
    description:
      "A job recomputes every figure and every seal. While one is open, it is returned instead.",
    tags: ["organization"],
    examples: { request: { checkpoints: "" } },
    access: { permission: "view_administration_log" },
    isBrowserOnly: true,
    body: newVerification,
    response: verification,
    createsWithoutUrl: true,
    handler: ({ context, body }) => requestVerification(context, body),
  }),
});
