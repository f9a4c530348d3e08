import { z } from "zod";
import { tokenScopes } from "@/lib/context";
import { idParameter, instant } from "@/lib/performance/shared/schemas";

/** How long the old token of an account works beside the new one: at most a week. */
export const MAX_OVERLAP_HOURS = 168;

const scope = z.enum(tokenScopes);
const days = z
  .number("must be a number")
  .default(90)
  .describe("How many days the new token works, 1–365.");

export const serviceAccountParams = z.object({
  id: idParameter.describe("The id of the service account."),
});

export const newServiceAccount = z
  .strictObject({
    name: z
      .string("must be text")
      .describe(
        "1 to 100 characters; the records name the account by it. No other account has it.",
      ),
    scopes: z
      .array(scope, "must be a list of scopes")
      .max(20, "must have at most 20 scopes")
      .describe("What its tokens allow; neither `self:read` nor `organization:write`."),
    days,
  })
  .meta({ id: "NewServiceAccount" });
export type NewServiceAccount = z.output<typeof newServiceAccount>;

const overlapReason = `must be a whole number from 0 to ${MAX_OVERLAP_HOURS}`;

export const rotation = z
  .strictObject({
    overlap_hours: z
      .number(overlapReason)
      .int(overlapReason)
      .min(0, overlapReason)
      .max(MAX_OVERLAP_HOURS, overlapReason)
      .default(24)
      .describe("How many hours the token in use still works; 0: it ends at once."),
    days,
  })
  .meta({ id: "TokenRotation" });
export type Rotation = z.output<typeof rotation>;

export const serviceAccount = z
  .strictObject({
    id: z
      .number()
      .int()
      .describe("No member has this id. Records name the account by it, as they name a member."),
    name: z.string(),
    scopes: z.array(scope),
    created_at: instant,
    tokens: z
      .array(
        z
          .strictObject({
            id: z.number().int(),
            created_at: instant,
            expires_at: instant,
            last_used_at: instant.nullable().describe("To the minute; null: never."),
          })
          .meta({ id: "ServiceAccountToken" }),
      )
      .describe(
        "Its tokens that are not revoked, the newest first: two of them work during a rotation.",
      ),
  })
  .meta({ id: "ServiceAccount" });
export type ServiceAccountResponse = z.infer<typeof serviceAccount>;

export const serviceAccountList = z
  .strictObject({ service_accounts: z.array(serviceAccount) })
  .meta({ id: "ServiceAccountList" });
export type ServiceAccountList = z.infer<typeof serviceAccountList>;

export const serviceAccountWithToken = z
  .strictObject({
    ...serviceAccount.shape,
    token: z.string().describe("The new token, shown only once; only its hash is stored."),
  })
  .meta({ id: "ServiceAccountWithToken" });
export type ServiceAccountWithToken = z.infer<typeof serviceAccountWithToken>;
