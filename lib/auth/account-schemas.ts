import { z } from "zod";
import {
  MAX_PASSWORD_LENGTH,
  MAX_PASSWORD_TEXT_LENGTH,
  MIN_PASSWORD_LENGTH,
} from "@/lib/auth/password/password-length";
import { tokenScopes } from "@/lib/context";
import { permissions } from "@/lib/performance/access/permissions";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import { idParameter, instant } from "@/lib/performance/shared/schemas";

const scope = z.enum(tokenScopes);
const text = z.string("must be text");
const passwordText = text.max(
  MAX_PASSWORD_TEXT_LENGTH,
  `must have at most ${MAX_PASSWORD_TEXT_LENGTH} characters`,
);

export const tokenParams = z.object({ id: idParameter.describe("The id of the token.") });
export const sessionParams = z.object({ id: idParameter.describe("The id of the session.") });

/** Names and terms are checked where tokens are created, by API or command line. */
export const newToken = z
  .strictObject({
    name: text.describe("1 to 100 characters; the list of tokens shows it."),
    scopes: z
      .array(scope, "must be a list of scopes")
      .max(20, "must have at most 20 scopes")
      .describe("What the token allows, at most what your role does."),
    days: z.number("must be a number").default(90).describe("How long it works, 1–365."),
  })
  .meta({ id: "NewToken" });

const tokenFields = {
  id: z.number().int(),
  name: z.string(),
  scopes: z.array(scope),
  expires_at: instant,
};

export const createdToken = z
  .strictObject({
    ...tokenFields,
    token: z.string().describe("Shown this once; only its hash is kept."),
  })
  .meta({ id: "CreatedToken" });
export type CreatedToken = z.infer<typeof createdToken>;

/** Those that were not revoked; what has expired says so by its date. */
export const tokenList = z
  .strictObject({
    tokens: z.array(
      z
        .strictObject({
          ...tokenFields,
          created_at: instant,
          last_used_at: instant.nullable().describe("To the minute; null: never."),
        })
        .meta({ id: "Token" }),
    ),
  })
  .meta({ id: "TokenList" });
export type TokenList = z.infer<typeof tokenList>;

/** The sessions that have not ended. */
export const sessionList = z
  .strictObject({
    sessions: z.array(
      z
        .strictObject({
          id: z.number().int(),
          user_agent: z.string().nullable(),
          created_at: instant,
          expires_at: instant,
          is_current: z.boolean().describe("Whether this request came with it."),
        })
        .meta({ id: "Session" }),
    ),
  })
  .meta({ id: "SessionList" });
export type SessionList = z.infer<typeof sessionList>;

export const ended = z
  .strictObject({ ended: z.number().int().min(0) })
  .meta({ id: "EndedSessions" });

export const passwordChange = z
  .strictObject({
    current_password: passwordText.describe("The password in use."),
    new_password: passwordText.describe(
      `${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters; not a common password.`,
    ),
  })
  .meta({ id: "PasswordChange" });
export const invitationPassword = z
  .strictObject({
    token: text
      .max(200, "must be the token of an invitation")
      .describe("The token of the invitation, from its link."),
    new_password: passwordText.describe(
      `${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters; not a common password.`,
    ),
  })
  .meta({ id: "InvitationPassword" });
/** The password works from now on; every session has ended. */
export const passwordSet = z
  .strictObject({ user_id: z.number().int() })
  .meta({ id: "PasswordSet" });

/** The caller of a request, as the API sees them. */
export const callerResponse = z
  .strictObject({
    user: z
      .strictObject({
        id: z.number().int().describe("The `id` and `user_id` of every other operation."),
        username: z.string(),
        display_name: z.string(),
        email: z.string().nullable().describe("Null: none."),
        team_id: z.number().int().nullable().describe("Null: in no team."),
        team: z.string().nullable().describe("The name of the team; null: in no team."),
        lead_scope: z
          .enum(["team", "organization"])
          .describe("Whose figures a team lead sees; for every other role `team`."),
      })
      .nullable()
      .describe("Null for a service account, which is no member."),
    service_account: z
      .strictObject({ id: z.number().int(), name: z.string() })
      .nullable()
      .describe("Null for a user."),
    organization: z.strictObject({
      id: z.number().int(),
      slug: z.string().describe("The name of the organization in URLs and commands."),
      name: z.string(),
      time_zone: z
        .string()
        .describe("An IANA name such as `Europe/Berlin`, to which local days belong."),
      privacy_mode: z
        .enum(privacyModes)
        .describe(
          "Whether members appear by name (`named`), by alias (`pseudonymous`) or only in groups (`aggregate`).",
        ),
    }),
    role: z
      .enum(["employee", "team_lead", "manager", "auditor", "admin", "service"])
      .describe("`service` for a service account: its scopes alone decide what it may do."),
    permissions: z
      .array(z.enum(permissions))
      .describe("What both the role and the scopes of the credential allow."),
    credential: z.strictObject({
      kind: z.enum(["session", "token"]),
      id: z.number().int(),
      name: z.string().nullable().describe("The name of the token; null for a session."),
      scopes: z
        .array(scope)
        .nullable()
        .describe("The scopes of the token; null for a session, which has all."),
      expires_at: instant,
    }),
  })
  .meta({ id: "Caller" });
export type CallerResponse = z.infer<typeof callerResponse>;
