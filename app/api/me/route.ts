import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { callerResponse } from "@/lib/auth/account-schemas";
import { getCaller } from "@/lib/auth/get-caller";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getCaller",
    summary: "Get who you are",
    description:
      "The user or the service account, their organization, what they may do, and the credential of the request with its scopes and its end.",
    tags: ["account"],
    access: "authenticated",
    response: callerResponse,
    handler: ({ context }) => getCaller(context),
  }),
});
