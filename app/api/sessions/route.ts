import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { ended, sessionList } from "@/lib/auth/account-schemas";
import { sessionsRead } from "@/lib/auth/reads";
import { endOtherSessions, listOwnSessions } from "@/lib/auth/sessions/own-sessions";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    read: sessionsRead,
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
