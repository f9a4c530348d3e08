import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { ended, sessionList } from "@/lib/auth/account-schemas";
import { sessionsRead } from "@/lib/auth/reads";
import { endOtherSessions, listOwnSessions } from "@/lib/auth/sessions/own-sessions";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listSessions",
    summary: "List sessions",
    description: "The browsers in which you are signed in.",
    tags: ["account"],
    read: sessionsRead,
    access: "signed_in",
    response: sessionList,
    handler: ({ context }) => listOwnSessions(context),
  }),
  DELETE: route({
    operationId: "endOtherSessions",
    summary: "End all other sessions",
    tags: ["account"],
    access: "signed_in",
    isBrowserOnly: true,
    response: ended,
    handler: ({ context }) => endOtherSessions(context),
  }),
});
