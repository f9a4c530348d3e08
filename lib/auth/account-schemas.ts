import { z } from "zod";
import { MAX_PASSWORD_TEXT_LENGTH } from "@/lib/auth/password/password-length";
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
const passwordText = text.max(
  MAX_PASSWORD_TEXT_LENGTH,
  `must have at most ${MAX_PASSWORD_TEXT_LENGTH} characters`,
);

export const credentialParams = z.object({ id: idParameter });

/** Names and terms are checked where tokens are created, by API or command line. */
export const newToken = z.strictObject({
  name: text,
  /** Default: all that your role allows. */
  scopes: z.array(scope).max(20).optional(),
  /** How long it works, 1–365. */
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
  /** Shown this once; only its hash is kept. */
  token: z.string(),
});
export type CreatedToken = z.infer<typeof createdToken>;

/** Those that were not revoked; what has expired says so by its date. */
export const tokenList = z.strictObject({
  tokens: z.array(
    z.strictObject({
      ...tokenFields,
      created_at: instant,
      /** To the minute; null: never. */
      last_used_at: instant.nullable(),
    }),
  ),
});
export type TokenList = z.infer<typeof tokenList>;

/** The sessions that have not ended. */
export const sessionList = z.strictObject({
  sessions: z.array(
    z.strictObject({
      id: z.number().int(),
      user_agent: z.string().nullable(),
      created_at: instant,
      expires_at: instant,
      /** Whether this request came with it. */
      is_current: z.boolean(),
    }),
  ),
});
export type SessionList = z.infer<typeof sessionList>;

export const ended = z.strictObject({ ended: z.number().int().min(0) });

export const passwordChange = z.strictObject({
  current_password: passwordText,
  new_password: passwordText,
});
export const invitationPassword = z.strictObject({
  token: text.max(200, "must be the token of an invitation"),
  new_password: passwordText,
});
/** The password works from now on; every session has ended. */
export const passwordSet = z.strictObject({ user_id: z.number().int() });
