import { z } from "zod";
import { asOf, count, instant, localDate } from "@/lib/performance/shared/schemas";
import { entryKind } from "@/lib/performance/summaries/schemas";

/** What was reached, and what reached it. */
const achievementData = z.strictObject({
  /** Completions, or points of the score. */
  value: z.number(),
  /** The assignment that reached it; null where an entry about none did. */
  assignment_id: z.number().int().nullable(),
  /** The ledger entry that reached it; null for a milestone of work. */
  entry_id: z.number().int().nullable(),
  /** The week or month in which it was reached; null where it does not ask for one. */
  period: z.strictObject({ from: localDate, to: localDate }).nullable(),
});

/** A milestone that was reached. */
export const performanceMilestone = z.strictObject({
  id: z.number().int(),
  user_id: z.number().int(),
  milestone_type: z.string(),
  milestone_name: z.string(),
  description: z.string(),
  icon: z.string(),
  achieved_value: z.number(),
  achievement_data: achievementData,
  /** The row of the ledger behind it: the entry that reached it, or the newest by which that assignment counted. */
  entry_id: z.number().int().nullable(),
  achieved_at: instant,
  /** When a reversal or correction undid it; null while it holds. */
  revoked_at: instant.nullable(),
  /** Why, as a sentence in English. */
  revoked_reason: z.string().nullable(),
  /** The newest entry of the change that undid it; null while it holds, and where time or a check of everything did. */
  revoked_by: z.strictObject({ entry_id: z.number().int(), kind: entryKind }).nullable(),
});

/** A milestone that does not hold, and how far it is. */
export const milestoneProgress = z.strictObject({
  milestone_type: z.string(),
  milestone_name: z.string(),
  description: z.string(),
  icon: z.string(),
  /** In the unit of the threshold; null without a score that is not provisional. */
  value: z.number().nullable(),
  threshold: z.number(),
  /** Late completions of the current week or month, which cannot be perfect then; null for other milestones. */
  late: count.nullable(),
});

export const userMilestones = z.strictObject({
  user_id: z.number().int(),
  /** Those that were reached, in the order in which they were; revoked ones too. */
  milestones: z.array(performanceMilestone),
  /** Those that do not hold. */
  progress: z.array(milestoneProgress),
  as_of: asOf,
});
export type UserMilestones = z.infer<typeof userMilestones>;

/** A badge that was earned. */
export const performanceBadge = z.strictObject({
  id: z.number().int(),
  user_id: z.number().int(),
  badge_name: z.string(),
  badge_title: z.string(),
  badge_description: z.string(),
  badge_icon: z.string(),
  criteria: z.string(),
  criteria_value: z.number(),
  /** Whether it is held now. */
  is_active: z.boolean(),
  /** When it was earned for the first time. */
  earned_at: instant,
});

/** A badge that is not held, and how far it is. */
export const badgeProgress = z.strictObject({
  badge_name: z.string(),
  badge_title: z.string(),
  badge_description: z.string(),
  badge_icon: z.string(),
  criteria: z.string(),
  /** Like value, evidence, shortfall and share, null for a place in the ranking that the caller may not see. */
  criteria_value: z.number().nullable(),
  /** Ratio 0–1, days, points of the score, or rank; null when unknown. */
  value: z.number().nullable(),
  /** Completions, weeks or ranked members that the value rests on, and how many it takes. */
  evidence: count.nullable(),
  required_evidence: count,
  /** By how much the value misses the criterion; 0 when it meets it, null when unknown. */
  shortfall: z.number().min(0).nullable(),
  /** Further completions, each perfect, that would earn it; null where they alone would not. */
  perfect_completions: count.nullable(),
  /** How much of the way is behind, 0–1 with four decimals. */
  share: z.number().min(0).max(1).nullable(),
});

export const userBadges = z.strictObject({
  user_id: z.number().int(),
  /** Those that were earned, in the order in which they were; lost ones too. */
  badges: z.array(performanceBadge),
  /** Those that are not held. */
  progress: z.array(badgeProgress),
  as_of: asOf,
});
export type UserBadges = z.infer<typeof userBadges>;
