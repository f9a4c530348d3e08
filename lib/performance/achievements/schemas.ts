import { z } from "zod";
import { asOf, count, instant, localDate } from "@/lib/performance/shared/schemas";
import { entryKind } from "@/lib/performance/summaries/schemas";

/** What was reached, and what reached it. */
const achievementData = z
  .strictObject({
    value: z.number().describe("Completions, or points of the score."),
    assignment_id: z
      .number()
      .int()
      .nullable()
      .describe("The assignment that reached it; null where an entry about none did."),
    entry_id: z
      .number()
      .int()
      .nullable()
      .describe("The ledger entry that reached it; null for a milestone of work."),
    period: z
      .strictObject({ from: localDate, to: localDate })
      .nullable()
      .describe("The week or month in which it was reached; null where it does not ask for one."),
  })
  .meta({ id: "AchievementData" });

/** A milestone that was reached. */
export const performanceMilestone = z
  .strictObject({
    id: z.number().int(),
    user_id: z.number().int(),
    milestone_type: z.string(),
    milestone_name: z.string(),
    description: z.string(),
    icon: z.string(),
    achieved_value: z.number(),
    achievement_data: achievementData,
    entry_id: z
      .number()
      .int()
      .nullable()
      .describe(
        "The row of the ledger behind it: the entry that reached it, or the newest by which that assignment counted.",
      ),
    achieved_at: instant,
    revoked_at: instant
      .nullable()
      .describe("When a reversal or correction undid it; null while it holds."),
    revoked_reason: z.string().nullable().describe("Why, as a sentence in English."),
    revoked_by: z
      .strictObject({ entry_id: z.number().int(), kind: entryKind })
      .nullable()
      .describe(
        "The newest entry of the change that undid it; null while it holds, and where time or a check of everything did.",
      ),
  })
  .meta({ id: "PerformanceMilestone" });

/** A milestone that does not hold, and how far it is. */
export const milestoneProgress = z
  .strictObject({
    milestone_type: z.string(),
    milestone_name: z.string(),
    description: z.string(),
    icon: z.string(),
    value: z
      .number()
      .nullable()
      .describe("In the unit of the threshold; null without a score that is not provisional."),
    threshold: z.number(),
    late: count
      .nullable()
      .describe(
        "Late completions of the current week or month, which cannot be perfect then; null for other milestones.",
      ),
  })
  .meta({ id: "MilestoneProgress" });

export const userMilestones = z
  .strictObject({
    user_id: z.number().int(),
    milestones: z
      .array(performanceMilestone)
      .describe("Those that were reached, in the order in which they were; revoked ones too."),
    progress: z.array(milestoneProgress).describe("Those that do not hold."),
    as_of: asOf,
  })
  .meta({ id: "UserMilestones" });
export type UserMilestones = z.infer<typeof userMilestones>;

/** A badge that was earned. */
export const performanceBadge = z
  .strictObject({
    id: z.number().int(),
    user_id: z.number().int(),
    badge_name: z.string(),
    badge_title: z.string(),
    badge_description: z.string(),
    badge_icon: z.string(),
    criteria: z.string(),
    criteria_value: z.number(),
    is_active: z.boolean().describe("Whether it is held now."),
    earned_at: instant.describe("When it was earned for the first time."),
  })
  .meta({ id: "PerformanceBadge" });

/** A badge that is not held, and how far it is. */
export const badgeProgress = z
  .strictObject({
    badge_name: z.string(),
    badge_title: z.string(),
    badge_description: z.string(),
    badge_icon: z.string(),
    criteria: z.string(),
    criteria_value: z
      .number()
      .nullable()
      .describe(
        "Like value, evidence, shortfall and share, null for a place in the ranking that the caller may not see.",
      ),
    value: z
      .number()
      .nullable()
      .describe("Ratio 0–1, days, points of the score, or rank; null when unknown."),
    evidence: count
      .nullable()
      .describe(
        "Completions, weeks or ranked members that the value rests on, and how many it takes.",
      ),
    required_evidence: count,
    shortfall: z
      .number()
      .min(0)
      .nullable()
      .describe(
        "By how much the value misses the criterion; 0 when it meets it, null when unknown.",
      ),
    perfect_completions: count
      .nullable()
      .describe(
        "Further completions, each perfect, that would earn it; null where they alone would not.",
      ),
    share: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe("How much of the way is behind, 0–1 with four decimals."),
  })
  .meta({ id: "BadgeProgress" });

export const userBadges = z
  .strictObject({
    user_id: z.number().int(),
    badges: z
      .array(performanceBadge)
      .describe("Those that were earned, in the order in which they were; lost ones too."),
    progress: z.array(badgeProgress).describe("Those that are not held."),
    as_of: asOf,
  })
  .meta({ id: "UserBadges" });
export type UserBadges = z.infer<typeof userBadges>;
