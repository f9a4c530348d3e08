import { z } from "zod";
import { assignment } from "@/lib/performance/assignments/schemas";
import {
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
const reason = z.object({
  component: z.enum([...component.options, "policy"]),
  amount: z.number(),
});

/** A completion that counts and what it did to the score, as known now; the reasons add up to the change. */
export const movement = z.object({
  /** The entry by which it counts. */
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
  work: completedWork,
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

/** A change of the policy within the period, and what it did to the score. */
const policyMovement = z.object({
  policy_version: z.number().int().min(1),
  /** It came into force at the end of this day. */
  date: localDate,
  /** Score points, no score counting as 0. */
  change: z.number(),
  score_after: score,
  text,
});

/** An entry of the period about work that was completed before it. */
const laterEntry = z.object({
  entry_id: z.number().int(),
  kind: entryKind,
  created_at: instant,
  assignment_id: z.number().int().nullable(),
  assignment_title: z.string().nullable(),
  /** The local day of the work; null where it no longer counts. */
  completed_on: localDate.nullable(),
  /** What the entry did to the score when it was recorded; null for a first score, and where a score vanished. */
  change: z.number().nullable(),
  text,
});

/** All completions that raised the score, or all that lowered it. */
const side = z.object({ count, change: z.number() });

export const userExplanation = z.object({
  user_id: z.number().int(),
  period_days: z.number().int(),
  /** At the end of the day before the period, as known now; null without a score then. */
  score_before: score,
  score_now: score,
  /** Score points, no score counting as 0; components and policy add up to it. */
  change: z.number(),
  /** The part of the completions of the period, as their facts are now. */
  components: perComponent,
  /** The part of changes of the policy; null where none changed the weights. */
  policy: z.number().nullable(),
  policy_changes: z.array(policyMovement),
  /** The parts that are not 0, the largest first. */
  reasons: z.array(reason),
  text,
  /** All completions of the period. */
  entries: count,
  /** The largest gains and the largest losses, the largest change first. */
  movements: z.array(movement),
  gains: side,
  losses: side,
  /**
   * What was shown at the beginning of the period, where it was not `score_before`: late, corrected and reversed work
   * of before the period moved it since. Null where nothing did.
   */
  shown_then: z
    .object({
      /** After the last entry before the period; null without a score then. */
      score: score,
      /** How many entries moved it. */
      entries: count,
      /** The newest of them. */
      later: z.array(laterEntry),
      text,
    })
    .nullable(),
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
  as_of: asOf,
});
export type UserExplanation = z.infer<typeof userExplanation>;
