import { z } from "zod";
import { policyVersion } from "@/lib/performance/policies/schemas";
import { count, instant } from "@/lib/performance/shared/schemas";

export const privacyMode = z.enum(["named", "pseudonymous", "aggregate"]);

export const notice = z
  .object({
    policy: policyVersion
      .omit({ created_by: true, created_at: true })
      .describe("The scoring policy in force."),
    privacy_mode: privacyMode,
    employee_leaderboard: z
      .boolean()
      .describe("Whether employees see the leaderboard around their own rank."),
    anonymity_threshold: count.describe(
      "The least number of members, unknown to each reader, whose figures are released together.",
    ),
    retention_months: count.describe(
      "How many months the record of a member is kept after they left.",
    ),
    access_records_days: count.describe(
      "How many days it is kept who viewed the figures of a member.",
    ),
    read: z
      .object({
        read_at: instant,
        is_current: z
          .boolean()
          .describe("Whether the policy and the privacy mode are still those of then."),
      })
      .nullable()
      .describe("When the caller said last that they have read it; null: never."),
  })
  .meta({ id: "Notice" });
export type NoticeResponse = z.infer<typeof notice>;
