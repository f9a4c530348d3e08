import { z } from "zod";
import { assignment } from "@/lib/performance/assignments/schemas";
import {
  count,
  daysParameter,
  instant,
  perComponent,
  score,
} from "@/lib/performance/shared/schemas";
import { entryKind } from "@/lib/performance/summaries/schemas";

export const explanationQuery = z.object({ days: daysParameter(30) });

export const component = z.enum(["on_time", "skill", "difficulty"]);

/** The fields beside it as a sentence in English, for clients without texts of their own. */
const text = z.string();

/** A component and the score points by which it moved the score; never 0. */
const reason = z.object({ component, amount: z.number() });

/** An entry, what it did to the score and by which components; the reasons add up to the change. */
export const movement = z.object({
  entry_id: z.number().int(),
  kind: entryKind,
  created_at: instant,
  assignment_id: z.number().int().nullable(),
  assignment_title: z.string().nullable(),
  corrects: z.number().int().nullable(),
  policy_version: z.number().int().min(1),
  /** Score points, no score counting as 0. */
  change: z.number(),
  score_after: score,
  reasons: z.array(reason),
  /** How the due date of the assignment was changed since this member has it, the first change first. */
  due_moves: z.array(
    z.object({
      before: instant.nullable(),
      after: instant.nullable(),
      created_at: instant,
      /** Whether the due time before it, and the one after it, had passed by then; null: there was none. */
      was_due_passed: z.boolean().nullable(),
      is_due_passed: z.boolean().nullable(),
      /** `error`: the one before was wrong. `absence`: the member was away. Null: no reason was given. */
      reason: z.enum(["error", "absence"]).nullable(),
      /** Null: no member, or not known. */
      actor: z.object({ username: z.string(), display_name: z.string() }).nullable(),
      text,
    }),
  ),
  text,
});

export const userExplanation = z.object({
  user_id: z.number().int(),
  period_days: z.number().int(),
  /** After the last entry before the period; null where there was none, or no score. */
  score_before: score,
  score_now: score,
  /** Score points, no score counting as 0; the components add up to it. */
  change: z.number(),
  components: perComponent,
  /** The parts that are not 0, the largest first. */
  reasons: z.array(reason),
  text,
  /** All entries of the period. */
  entries: count,
  /** Those that moved it most, the largest change first. */
  movements: z.array(movement),
  /** Open work past its due date, the longest overdue first. */
  overdue: z.object({ count, assignments: z.array(assignment), text }),
  provisional: z.boolean(),
  /** What a ranked score still lacks; empty exactly when the score is not provisional. */
  missing: z.array(
    z.object({
      component,
      /** Completions that it rests on, that the policy asks for, and that are still needed. */
      evidence: count,
      required: count,
      missing: count,
      text,
    }),
  ),
  /** The components with weight that depend on what others set: due date, skill match, difficulty. */
  set_by_others: z.object({
    components: z.array(component),
    /** Their share of the weights, 0–1. */
    share: z.number().min(0).max(1),
    text,
  }),
});
export type UserExplanation = z.infer<typeof userExplanation>;
