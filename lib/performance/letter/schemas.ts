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
  /** The first local day; by default 90 days up to the last one. */
  from: dateParameter,
  /** The last local day, included; by default today. */
  to: dateParameter,
});
export type LetterQuery = z.output<typeof letterQuery>;

const change = z.number().nullable();

const figures = z.object({
  performance_score: score,
  provisional: z.boolean(),
  tasks_completed: count,
  points: perComponent,
  metrics: latestMetrics,
  evidence,
});

export const letter = z.object({
  user_id: z.number().int(),
  username: z.string(),
  display_name: z.string(),
  organization: z.string(),
  from: localDate,
  to: localDate,
  written_on: localDate,
  /** In force; both scores are computed by it. */
  policy: policyVersion.omit({ created_by: true, created_at: true }),
  /** Of the completions in the range alone. */
  period: figures,
  /** Of all completions so far. */
  total: figures,
  /** The completions in the range as they count now, the first one first. */
  rows: z.array(
    z.object({
      assignment_id: z.number().int(),
      /** Null where the caller may not see texts about the member. */
      title: z.string().nullable(),
      completed_at: instant,
      completed_on: localDate,
      /** The due date that counts. */
      due_counted: instant.nullable(),
      on_time: z.boolean().nullable(),
      days_early: speed,
      skill_match: ratio,
      difficulty: z.number().min(0).max(10).nullable(),
      /** By how much the score of the range would be lower without it; null without a score before or after. */
      effect: change,
      /** By how much it would be higher if this completion had been on time; null unless it was late. */
      if_on_time: change,
    }),
  ),
  /** By how much the score of the range would be higher if no completion had been late; null where none was. */
  if_all_on_time: change,
  /** People to ask: leads of the team, then administrators; empty where names of others are hidden. */
  contacts: z.array(z.object({ display_name: z.string(), role: z.enum(["team_lead", "admin"]) })),
});
export type Letter = z.infer<typeof letter>;
