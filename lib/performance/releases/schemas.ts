import { z } from "zod";
import {
  count,
  cursorParameter,
  idParameter,
  instant,
  limitParameter,
  localDate,
  score,
} from "@/lib/performance/shared/schemas";

export const releasesQuery = z.object({
  /** The releases of one team. Default: of all groups that you see. */
  team_id: idParameter.optional(),
  limit: limitParameter(50, 100),
  cursor: cursorParameter,
});
export type ReleasesQuery = z.output<typeof releasesQuery>;

/** 0–1 with two decimals; null where the component has no weight, or too few members have it. */
const meanRatio = z
  .number()
  .min(0)
  .max(1)
  .nullable()
  .describe(
    "0–1 with two decimals; null where the component has no weight, or too few members have it.",
  );

const release = z.strictObject({
  id: z.number().int(),
  /** A team, or the smaller teams and the members without a team together. */
  group: z.enum(["team", "other_teams"]),
  team_id: z.number().int().nullable(),
  /** Null for the other teams, and for a deleted team. */
  team: z.string().nullable(),
  /** The first and the last local day: those of whole months. */
  from: localDate,
  to: localDate,
  released_at: instant,
  /** The anonymity threshold at that time. */
  anonymity_threshold: count,
  policy_version: count,
  members: count,
  /** Rounded to tens. */
  completions: count,
  /** Mean and standard deviation of the members' scores, each member weighing the same. */
  average_score: score,
  std_deviation: score,
  on_time_ratio: meanRatio,
  skill_accuracy: meanRatio,
  difficulty_factor: meanRatio,
  /** How many members have a score from `low` up to `high`. */
  bins: z.array(z.strictObject({ low: count, high: count, members: count })),
});
export type ReleaseResponse = z.infer<typeof release>;

export const releaseList = z.strictObject({
  organization_id: z.number().int(),
  /** Newest first. */
  releases: z.array(release),
  next_cursor: z.string().nullable(),
});
export type ReleaseList = z.infer<typeof releaseList>;
