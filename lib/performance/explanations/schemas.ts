import { z } from "zod";
import { assignment } from "@/lib/performance/assignments/schemas";
import {
  addDescription,
  asOf,
  count,
  daysParameter,
  instant,
  localDate,
  perComponent,
  score,
} from "@/lib/performance/shared/schemas";
import { completedWork, entryKind } from "@/lib/performance/summaries/schemas";

export const explanationQuery = z.object({ days: daysParameter(30) });

export const component = z.enum(["on_time", "skill", "difficulty"]);

/** The fields beside it as a sentence in English, for clients without texts of their own. */
const text = z.string();

/** What moved the score: a component, or the policy; and the score points by which it did, never 0. */
const reason = z
  .object({
    component: z.enum([...component.options, "policy"]),
    amount: z.number(),
  })
  .meta({ id: "ScoreReason" });

/** A completion that counts and what it did to the score, as known now; the reasons add up to the change. */
export const movement = z
  .object({
    entry_id: z.number().int().describe("The entry by which it counts."),
    kind: entryKind,
    created_at: instant,
    assignment_id: z.number().int().nullable(),
    assignment_title: z.string().nullable(),
    corrects: z.number().int().nullable(),
    policy_version: z.number().int().min(1),
    change: z.number().describe("Score points, no score counting as 0."),
    score_after: score,
    reasons: z.array(reason),
    work: completedWork,
    due_moves: z
      .array(
        z
          .object({
            before: instant.nullable(),
            after: instant.nullable(),
            created_at: instant,
            was_due_passed: z
              .boolean()
              .nullable()
              .describe(
                "Whether the due time before it, and the one after it, had passed by then; null: there was none.",
              ),
            is_due_passed: z.boolean().nullable(),
            reason: z
              .enum(["error", "absence"])
              .nullable()
              .describe(
                "`error`: the one before was wrong. `absence`: the member was away. Null: no reason was given.",
              ),
            actor: z
              .object({ username: z.string(), display_name: z.string() })
              .nullable()
              .describe("Null: no member, or not known."),
            text,
          })
          .meta({ id: "DueMove" }),
      )
      .describe(
        "How the due date of the assignment was changed since this member has it, the first change first.",
      ),
    text,
  })
  .meta({ id: "Movement" });

/** A change of the policy within the period, and what it did to the score. */
const policyMovement = z
  .object({
    policy_version: z.number().int().min(1),
    date: localDate.describe("It came into force at the end of this day."),
    change: z.number().describe("Score points, no score counting as 0."),
    score_after: score,
    text,
  })
  .meta({ id: "PolicyMovement" });

/** An entry of the period about work that was completed before it. */
const laterEntry = z
  .object({
    entry_id: z.number().int(),
    kind: entryKind,
    created_at: instant,
    assignment_id: z.number().int().nullable(),
    assignment_title: z.string().nullable(),
    completed_on: localDate
      .nullable()
      .describe("The local day of the work; null where it no longer counts."),
    change: z
      .number()
      .nullable()
      .describe(
        "What the entry did to the score when it was recorded; null for a first score, and where a score vanished.",
      ),
    text,
  })
  .meta({ id: "LaterEntry" });

/** All completions that raised the score, or all that lowered it. */
const side = z.object({ count, change: z.number() });

export const userExplanation = z
  .object({
    user_id: z.number().int(),
    period_days: z.number().int(),
    score_before: addDescription(
      score,
      "At the end of the day before the period, as known now; null without a score then.",
    ),
    score_now: score,
    change: z
      .number()
      .describe("Score points, no score counting as 0; components and policy add up to it."),
    components: perComponent.describe(
      "The part of the completions of the period, as their facts are now.",
    ),
    policy: z
      .number()
      .nullable()
      .describe("The part of changes of the policy; null where none changed the weights."),
    policy_changes: z.array(policyMovement),
    reasons: z.array(reason).describe("The parts that are not 0, the largest first."),
    text,
    entries: count.describe("All completions of the period."),
    movements: z
      .array(movement)
      .describe("The largest gains and the largest losses, the largest change first."),
    gains: side,
    losses: side,
    shown_then: z
      .object({
        score: addDescription(
          score,
          "After the last entry before the period; null without a score then.",
        ),
        entries: count.describe("How many entries moved it."),
        later: z.array(laterEntry).describe("The newest of them."),
        text,
      })
      .nullable()
      .describe(
        "What was shown at the beginning of the period, where it was not `score_before`: late, corrected and reversed work of before the period moved it since. Null where nothing did.",
      ),
    overdue: z
      .object({ count, assignments: z.array(assignment), text })
      .meta({ id: "OverdueAssignments" })
      .describe("Open work past its due date, the longest overdue first."),
    provisional: z.boolean(),
    missing: z
      .array(
        z
          .object({
            component,
            evidence: count.describe("Completions that it rests on."),
            required: count.describe("Completions that the policy asks for."),
            missing: count.describe("Completions that are still needed."),
            text,
          })
          .meta({ id: "MissingEvidence" }),
      )
      .describe(
        "What a ranked score still lacks; empty exactly when the score is not provisional.",
      ),
    set_by_others: z
      .object({
        components: z.array(component),
        share: z.number().min(0).max(1).describe("Their share of the weights, 0–1."),
        text,
      })
      .describe(
        "The components with weight that depend on what others set: due date, skill match, difficulty.",
      ),
    as_of: asOf,
  })
  .meta({ id: "UserExplanation" });
export type UserExplanation = z.infer<typeof userExplanation>;
