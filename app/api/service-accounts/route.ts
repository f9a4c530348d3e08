import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createServiceAccount } from "@/lib/auth/service-accounts/create-service-account";
import { listServiceAccounts } from "@/lib/auth/service-accounts/list-service-accounts";
import { serviceAccountsRead } from "@/lib/auth/service-accounts/reads";
import {
  newServiceAccount,
  serviceAccountList,
  serviceAccountWithToken,
} from "@/lib/auth/service-accounts/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listServiceAccounts",
    summary: "List service accounts",
    description: "Those that are not revoked, with their tokens.",
    tags: ["service-accounts"],
    read: serviceAccountsRead,
    access: { permission: "manage_tokens" },
    response: serviceAccountList,
    handler: ({ context }) => listServiceAccounts(context),
  }),
  POST: route({
    operationId: "createServiceAccount",
    summary: "Create a service account",
    description:
      "With its first token, which is shown only once. A token creates an account with scopes that it has itself.",
    tags: ["service-accounts"],
    examples: {
      request: {
        name: "Ticket sync",
        scopes: ["organization:read", "assignments:write"],
        days: 90,
      },
    },
    access: { permission: "manage_tokens" },
    body: newServiceAccount,
    response: serviceAccountWithToken,
    status: 201,
    creates: { path: "/api/service-accounts/{id}", findId: ({ id }) => id },
    hasSecret: true,
    handler: ({ context, body }) => createServiceAccount(context, body),
  }),
});
