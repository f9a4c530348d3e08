import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { credentialParams } from "@/lib/auth/account-schemas";
import { endOwnSession } from "@/lib/auth/sessions/own-sessions";
import { removed } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({
    operationId: "endSession",
    summary: "End a session",
    tags: ["sessions"],
    access: "signed_in",
    isBrowserOnly: true,
    params: credentialParams,
    response: removed,
    handler: ({ context, params }) => endOwnSession(context, params),
  }),
});
