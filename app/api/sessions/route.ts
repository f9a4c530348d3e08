import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { endOtherSessions, listOwnSessions } from "@/lib/auth/own-sessions";
import { ended, sessionList } from "@/lib/performance/schemas/account";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: "signed_in",
    response: sessionList,
    handler: ({ context }) => listOwnSessions(context),
  }),
  DELETE: route({
    access: "signed_in",
    isBrowserOnly: true,
    response: ended,
    handler: ({ context }) => endOtherSessions(context),
  }),
});
