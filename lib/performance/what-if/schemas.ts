import { z } from "zod";
import { givenCompletion } from "@/lib/performance/assignments/field-schemas";
import { amendableFields, gainedAndLost } from "@/lib/performance/assignments/write-schemas";
import { policyDraft } from "@/lib/performance/policies/schemas";
import {
  addDescription,
  count,
  instant,
  localDate,
  perComponent,
  score,
} from "@/lib/performance/shared/schemas";
import { latestMetrics } from "@/lib/performance/summaries/schemas";

export const MAX_IMAGINED_COMPLETIONS = 50;
export const MAX_DAYS_AHEAD = 366;

const idReason = "must be a positive whole number";
const bigId = z
  .number(idReason)
  .int(idReason)
  .min(1, idReason)
  .max(Number.MAX_SAFE_INTEGER, idReason);

const imaginedCompletion = z
  .strictObject({
    assignment_id: bigId.describe("An open assignment of the member."),
    completed_at: addDescription(
      givenCompletion,
      "At most 366 days ahead; the current time by default.",
    ),
  })
  .meta({ id: "ImaginedCompletion" });

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
  .refine((facts) => Object.keys(facts).length > 0, "must name what changes")
  .meta({ id: "ImaginedFacts" });

export const whatIfBody = z
  .strictObject({
    policy: policyDraft
      .optional()
      .describe("Another scoring policy, as if it came into force now; it comes first."),
    correction: z
      .strictObject({
        entry_id: bigId.describe("The ledger entry."),
        facts: correctedFacts.describe("What would be right."),
      })
      .optional()
      .describe(
        "An entry of the member whose completion counts, as if a contest of it was upheld; it comes second.",
      ),
    completions: z
      .array(imaginedCompletion)
      .max(MAX_IMAGINED_COMPLETIONS)
      .refine(
        (items) => new Set(items.map((item) => item.assignment_id)).size === items.length,
        "must name each assignment once",
      )
      .optional()
      .describe("Open assignments as if they were completed, the earliest first; they come last."),
  })
  .refine(
    ({ policy, correction, completions = [] }) =>
      policy !== undefined || correction !== undefined || completions.length > 0,
    "must name completions, a correction or a policy",
  )
  .meta({ id: "WhatIfRequest" });
export type WhatIfBody = z.output<typeof whatIfBody>;

const figures = z
  .object({
    performance_score: score,
    provisional: z.boolean(),
    tasks_completed: count,
    points: perComponent.describe("The parts of the score; they add up to it."),
    metrics: latestMetrics,
  })
  .meta({ id: "WhatIfFigures" });

const step = z
  .object({
    type: z.enum(["policy", "correction", "completion"]),
    assignment_id: z.number().int().nullable().describe("Null for a policy."),
    at: instant.describe("When it would be written."),
    score_before: score,
    score_after: score,
    contributions: perComponent
      .nullable()
      .describe("The parts of the change; they add up to it. Null where it would change nothing."),
    milestones: gainedAndLost,
    badges: gainedAndLost,
  })
  .meta({ id: "WhatIfStep" });

export const whatIf = z
  .object({
    user_id: z.number().int(),
    as_of: z
      .object({
        entry_id: z.number().int().nullable(),
        policy_version: z.number().int().min(1),
        day: localDate,
      })
      .describe(
        "What the result rests on: the member's newest entry (null without one), the policy in force and the day.",
      ),
    before: figures,
    after: figures,
    score_change: z
      .number()
      .nullable()
      .describe("Score points; null without a score before or after."),
    steps: z
      .array(step)
      .describe("What each would do, in their order. Nothing else is assumed to happen meanwhile."),
    milestones: gainedAndLost.describe(
      "Names of what would be held after all steps and is not now, and the reverse.",
    ),
    badges: gainedAndLost,
    rank: z.null().describe("Always null: ranks would reveal the scores of others."),
  })
  .meta({ id: "WhatIf" });
export type WhatIf = z.infer<typeof whatIf>;
