import { z } from "zod";
import { policyVersion } from "@/lib/performance/policies/schemas";
import {
  count,
  dateParameter,
  instant,
  localDate,
  perComponent,
  ratio,
  score,
  speed,
} from "@/lib/performance/shared/schemas";
import { evidence, latestMetrics } from "@/lib/performance/summaries/schemas";

export const MAX_LETTER_ROWS = 1000;

export const letterQuery = z.object({
  from: dateParameter.describe("The first local day; by default 90 days up to the last one."),
  to: dateParameter.describe("The last local day, included; by default today."),
});
export type LetterQuery = z.output<typeof letterQuery>;

const change = z.number().nullable();

const figures = z
  .object({
    performance_score: score,
    provisional: z.boolean(),
    tasks_completed: count,
    points: perComponent,
    metrics: latestMetrics,
    evidence,
  })
  .meta({ id: "LetterFigures" });

export const letter = z
  .object({
    user_id: z.number().int(),
    username: z.string(),
    display_name: z.string(),
    organization: z.string(),
    from: localDate,
    to: localDate,
    written_on: localDate,
    policy: policyVersion
      .omit({ created_by: true, created_at: true })
      .describe("In force; both scores are computed by it."),
    period: figures.describe("Of the completions in the range alone."),
    total: figures.describe("Of all completions so far."),
    rows: z
      .array(
        z
          .object({
            assignment_id: z.number().int(),
            title: z
              .string()
              .nullable()
              .describe("Null where the caller may not see texts about the member."),
            completed_at: instant,
            completed_on: localDate,
            due_counted: instant.nullable().describe("The due date that counts."),
            on_time: z.boolean().nullable(),
            days_early: speed,
            skill_match: ratio,
            difficulty: z.number().min(0).max(10).nullable(),
            effect: change.describe(
              "By how much the score of the range would be lower without it; null without a score before or after.",
            ),
            if_on_time: change.describe(
              "By how much it would be higher if this completion had been on time; null unless it was late.",
            ),
          })
          .meta({ id: "LetterRow" }),
      )
      .describe("The completions in the range as they count now, the first one first."),
    if_all_on_time: change.describe(
      "By how much the score of the range would be higher if no completion had been late; null where none was.",
    ),
    contacts: z
      .array(
        z
          .object({ display_name: z.string(), role: z.enum(["team_lead", "admin"]) })
          .meta({ id: "LetterContact" }),
      )
      .describe(
        "People to ask: leads of the team, then administrators; empty where names of others are hidden.",
      ),
  })
  .meta({ id: "Letter" });
export type Letter = z.infer<typeof letter>;
