import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { createdToken, newToken, tokenList } from "@/lib/auth/account-schemas";
import { tokensRead } from "@/lib/auth/reads";
import { createToken } from "@/lib/auth/tokens/create-token";
import { listOwnTokens } from "@/lib/auth/tokens/own-tokens";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listTokens",
    summary: "List tokens",
    description: "Your own that are not revoked.",
    tags: ["account"],
    read: tokensRead,
    access: "signed_in",
    response: tokenList,
    handler: ({ context }) => listOwnTokens(context),
  }),
  POST: route({
    operationId: "createToken",
    summary: "Create a token",
    description: "It is shown only once, and allows no more than its `scopes`.",
    tags: ["account"],
    examples: { request: { name: "Nightly report", scopes: ["team:read"], days: 90 } },
    access: "signed_in",
    isBrowserOnly: true,
    body: newToken,
    response: createdToken,
    status: 201,
    creates: { path: "/api/tokens/{id}", findId: ({ id }) => id },
    hasSecret: true,
    handler: async ({ context, body }) => {
      const { id, name, scopes, token, expiresAt } = await createToken(context, {
        userId: context.actor.userId,
        name: body.name,
        scopes: body.scopes,
        days: body.days,
      });
      return { id, name, scopes: [...scopes], token, expires_at: expiresAt.toISOString() };
    },
  }),
});
