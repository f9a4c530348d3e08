import { z } from "zod";
import { givenCompletion } from "@/lib/performance/assignments/field-schemas";
import { amendableFields } from "@/lib/performance/assignments/write-schemas";
import { policyDraft } from "@/lib/performance/policies/schemas";
import { count, instant, localDate, perComponent, score } from "@/lib/performance/shared/schemas";
import { latestMetrics } from "@/lib/performance/summaries/schemas";

export const MAX_IMAGINED_COMPLETIONS = 50;
export const MAX_DAYS_AHEAD = 366;

const idReason = "must be a positive whole number";
const bigId = z
  .number(idReason)
  .int(idReason)
  .min(1, idReason)
  .max(Number.MAX_SAFE_INTEGER, idReason);

const imaginedCompletion = z.strictObject({
  /** An open assignment of the member. */
  assignment_id: bigId,
  /** At most 366 days ahead; the current time by default. */
  completed_at: givenCompletion,
});

const correctedFacts = amendableFields
  .pick({
    assigned_at: true,
    started_at: true,
    due_at: true,
    completed_at: true,
    difficulty: true,
    skill_match: true,
    required_skills: true,
  })
  .refine((facts) => Object.keys(facts).length > 0, "must name what changes");

export const whatIfBody = z
  .strictObject({
    /** Another scoring policy, as if it came into force now; it comes first. */
    policy: policyDraft.optional(),
    /** An entry of the member whose completion counts, as if a contest of it was upheld; it comes second. */
    correction: z
      .strictObject({
        entry_id: bigId,
        /** What would be right. */
        facts: correctedFacts,
      })
      .optional(),
    /** Open assignments as if they were completed, the earliest first; they come last. */
    completions: z
      .array(imaginedCompletion)
      .max(MAX_IMAGINED_COMPLETIONS)
      .refine(
        (items) => new Set(items.map((item) => item.assignment_id)).size === items.length,
        "must name each assignment once",
      )
      .optional(),
  })
  .refine(
    ({ policy, correction, completions = [] }) =>
      policy !== undefined || correction !== undefined || completions.length > 0,
    "must name completions, a correction or a policy",
  );
export type WhatIfBody = z.output<typeof whatIfBody>;

const gainedAndLost = z.strictObject({ gained: z.array(z.string()), lost: z.array(z.string()) });

const figures = z.object({
  performance_score: score,
  provisional: z.boolean(),
  tasks_completed: count,
  /** The parts of the score; they add up to it. */
  points: perComponent,
  metrics: latestMetrics,
});

const step = z.object({
  type: z.enum(["policy", "correction", "completion"]),
  /** Null for a policy. */
  assignment_id: z.number().int().nullable(),
  /** When it would be written. */
  at: instant,
  score_before: score,
  score_after: score,
  /** The parts of the change; they add up to it. Null where it would change nothing. */
  contributions: perComponent.nullable(),
  milestones: gainedAndLost,
  badges: gainedAndLost,
});

export const whatIf = z.object({
  user_id: z.number().int(),
  /** What the result rests on: the member's newest entry (null without one), the policy in force and the day. */
  as_of: z.object({
    entry_id: z.number().int().nullable(),
    policy_version: z.number().int().min(1),
    day: localDate,
  }),
  before: figures,
  after: figures,
  /** Score points; null without a score before or after. */
  score_change: z.number().nullable(),
  /** What each would do, in their order. Nothing else is assumed to happen meanwhile. */
  steps: z.array(step),
  /** Names of what would be held after all steps and is not now, and the reverse. */
  milestones: gainedAndLost,
  badges: gainedAndLost,
  /** Always null: ranks would reveal the scores of others. */
  rank: z.null(),
});
export type WhatIf = z.infer<typeof whatIf>;
