import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { sessionParams } from "@/lib/auth/account-schemas";
import { endOwnSession } from "@/lib/auth/sessions/own-sessions";
import { removed } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({
    operationId: "endSession",
    summary: "End a session",
    tags: ["account"],
    access: "signed_in",
    isBrowserOnly: true,
    params: sessionParams,
    response: removed,
    handler: ({ context, params }) => endOwnSession(context, params),
  }),
});
