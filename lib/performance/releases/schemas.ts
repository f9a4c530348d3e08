import { z } from "zod";
import {
  addDescription,
  count,
  cursorParameter,
  idParameter,
  instant,
  limitParameter,
  localDate,
  score,
} from "@/lib/performance/shared/schemas";

export const releasesQuery = z.object({
  team_id: idParameter
    .optional()
    .describe("The releases of one team. Default: of all groups that you see."),
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

const release = z
  .strictObject({
    id: z.number().int(),
    group: z
      .enum(["team", "other_teams"])
      .describe("A team, or the smaller teams and the members without a team together."),
    team_id: z.number().int().nullable(),
    team: z.string().nullable().describe("Null for the other teams, and for a deleted team."),
    from: localDate.describe("The first local day: the first of a month."),
    to: localDate.describe("The last local day: the last of a month."),
    released_at: instant,
    anonymity_threshold: count.describe("The anonymity threshold at that time."),
    policy_version: count,
    members: count,
    completions: count.describe("Rounded to tens."),
    average_score: addDescription(
      score,
      "Mean and standard deviation of the members' scores, each member weighing the same.",
    ),
    std_deviation: score,
    on_time_ratio: meanRatio,
    skill_accuracy: meanRatio,
    difficulty_factor: meanRatio,
    bins: z
      .array(z.strictObject({ low: count, high: count, members: count }).meta({ id: "ReleaseBin" }))
      .describe("How many members have a score from `low` up to `high`."),
  })
  .meta({ id: "Release" });
export type ReleaseResponse = z.infer<typeof release>;

export const releaseList = z
  .strictObject({
    organization_id: z.number().int(),
    releases: z.array(release).describe("Newest first."),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "ReleaseList" });
export type ReleaseList = z.infer<typeof releaseList>;
