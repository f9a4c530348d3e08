import { z } from "zod";
import { idParameter, instant } from "@/lib/performance/shared/schemas";

const scope = z.enum([
  "self:read",
  "team:read",
  "analytics:read",
  "logs:read",
  "assignments:write",
  "organization:write",
]);
const text = z.string("must be text");

export const credentialParams = z.object({ id: idParameter });

/** The service that creates a token checks its name and its term. */
export const newToken = z.strictObject({
  name: text,
  /** Default: all scopes that the member's role allows. */
  scopes: z.array(scope).max(20).optional(),
  /** Lifetime, 1–365. */
  days: z.number("must be a number").default(90),
});

const tokenFields = {
  id: z.number().int(),
  name: z.string(),
  scopes: z.array(scope),
  expires_at: instant,
};

export const createdToken = z.strictObject({
  ...tokenFields,
  /** Shown only once: the database keeps its hash. */
  token: z.string(),
});
export type CreatedToken = z.infer<typeof createdToken>;

/** The tokens that are not revoked. Expired tokens are in the list. */
export const tokenList = z.strictObject({
  tokens: z.array(
    z.strictObject({
      ...tokenFields,
      created_at: instant,
      /** To the minute; null if never used. */
      last_used_at: instant.nullable(),
    }),
  ),
});
export type TokenList = z.infer<typeof tokenList>;

/** The sessions that are neither ended nor expired. */
export const sessionList = z.strictObject({
  sessions: z.array(
    z.strictObject({
      id: z.number().int(),
      user_agent: z.string().nullable(),
      created_at: instant,
      expires_at: instant,
      /** Whether this request belongs to the session. */
      is_current: z.boolean(),
    }),
  ),
});
export type SessionList = z.infer<typeof sessionList>;

export const ended = z.strictObject({ ended: z.number().int().min(0) });

export const passwordChange = z.strictObject({
  current_password: text.max(1024, "must have at most 1024 characters"),
  new_password: text.max(1024, "must have at most 1024 characters"),
});
export const passwordOfInvitation = z.strictObject({
  token: text.max(200, "must be the token of an invitation"),
  new_password: text.max(1024, "must have at most 1024 characters"),
});
/** The new password applies from now on. Every session has ended. */
export const passwordSet = z.strictObject({ user_id: z.number().int() });
