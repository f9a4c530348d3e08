import { z } from "zod";
import { policyVersion } from "@/lib/performance/policies/schemas";
import { count, instant } from "@/lib/performance/shared/schemas";

export const privacyMode = z.enum(["named", "pseudonymous", "aggregate"]);

export const notice = z.object({
  /** The scoring policy in force. */
  policy: policyVersion.omit({ created_by: true, created_at: true }),
  privacy_mode: privacyMode,
  /** Whether employees see the leaderboard around their own rank. */
  employee_leaderboard: z.boolean(),
  /** The least number of members, unknown to each reader, whose figures are released together. */
  anonymity_threshold: count,
  /** How many months the record of a member is kept after they left. */
  retention_months: count,
  /** How many days it is kept who viewed the figures of a member. */
  access_records_days: count,
  /** When the caller said last that they have read it; null: never. */
  read: z
    .object({
      read_at: instant,
      /** Whether the policy and the privacy mode are still those of then. */
      is_current: z.boolean(),
    })
    .nullable(),
});
export type NoticeResponse = z.infer<typeof notice>;
