import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { endOwnSession } from "@/lib/auth/own-sessions";
import { credentialParams } from "@/lib/performance/schemas/account";
import { removed } from "@/lib/performance/schemas/members";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({
    access: "signed_in",
    isBrowserOnly: true,
    params: credentialParams,
    response: removed,
    handler: ({ context, params }) => endOwnSession(context, params),
  }),
});
