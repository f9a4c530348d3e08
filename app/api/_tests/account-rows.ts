import type { AccessRow } from "./access-row";
import { createRightRow } from "./access-row-builders";
import { allowEveryone, allowRight, allowSignedIn, listingOwn } from "./access-rules";
import { changingPassword, inBrowserOnly, ownCredential } from "./route-rules";

/** The expected access to the routes of credentials, of the setup, and of the service itself. */
export const accountRows: Readonly<Record<string, AccessRow>> = {
  "GET /api/me": { rule: allowEveryone },
  "GET /api/service-accounts": { rule: allowRight("manage_tokens") },
  "POST /api/service-accounts": {
    rule: allowRight("manage_tokens"),
    body: (unique) => ({ name: unique, scopes: ["tokens:write"], days: 1 }),
  },
  "POST /api/service-accounts/{id}/rotate": createRightRow(
    "manage_tokens",
    "serviceAccount",
    () => ({}),
  ),
  "DELETE /api/service-accounts/{id}": {
    ...createRightRow("manage_tokens", "serviceAccount"),
    isDestructive: true,
  },
  "GET /api/tokens": { rule: listingOwn },
  "POST /api/tokens": {
    rule: inBrowserOnly(allowSignedIn),
    body: (unique) => ({ name: unique, scopes: ["self:read"], days: 1 }),
  },
  "DELETE /api/tokens/{id}": {
    ids: { id: { kind: "token", rule: ownCredential } },
    isDestructive: true,
  },
  "GET /api/sessions": { rule: listingOwn },
  "DELETE /api/sessions/{id}": {
    ids: { id: { kind: "session", rule: inBrowserOnly(ownCredential) } },
    isDestructive: true,
  },
  "POST /api/password": {
    rule: changingPassword,
    body: () => ({ current_password: "not the current one", new_password: "another-one-42" }),
  },
  "DELETE /api/sessions": { rule: inBrowserOnly(allowSignedIn), isDestructive: true },
  "POST /api/password/invitation": {
    rule: () => 400,
    body: () => ({ token: "no invitation", new_password: "another-one-42" }),
  },
  "POST /api/setup": {
    rule: () => 409,
    body: (unique) => ({
      code: "no code",
      name: "Another one",
      slug: unique.toLowerCase(),
      time_zone: "UTC",
      username: "new_admin",
      password: "another-one-42",
    }),
  },
  "GET /api/health": { rule: allowEveryone },
  "GET /api/ready": { rule: allowEveryone },
  "GET /api/openapi.json": { rule: allowEveryone },
};
