import { z } from "zod";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import {
  bigIdParameter,
  cursorParameter,
  idField,
  idParameter,
  instant,
  limitParameter,
  multiLineText,
} from "@/lib/performance/shared/schemas";
import { DECISION_KINDS } from "./decision-rules";

const decisionKind = z.enum(DECISION_KINDS);

/** The person who decided is the caller. */
export const newDecision = z.strictObject({
  user_id: idField,
  kind: decisionKind,
  /** What the decision rests on besides the score; the member reads it. */
  grounds: multiLineText(MAX_REASON_LENGTH),
  /** That a person weighed the case and decided, not the score alone. */
  decided_by_person: z.literal(true, "must be true: a score alone decides nothing"),
});
export type NewDecision = z.output<typeof newDecision>;

export const decisionParams = z.object({ id: bigIdParameter });

export const decisionContest = z.strictObject({
  /** What is wrong with the decision; those who may record decisions about you read it. */
  reason: multiLineText(MAX_REASON_LENGTH),
});

export const decisionReply = z.strictObject({
  /** What the review found; the member reads it. */
  reply: multiLineText(MAX_REASON_LENGTH),
});

export const decisionsQuery = z.object({
  user_id: idParameter,
  limit: limitParameter(50, 100),
  cursor: cursorParameter,
});
export type DecisionsQuery = z.output<typeof decisionsQuery>;

const person = z.object({ username: z.string(), display_name: z.string() });

export const decision = z.object({
  id: z.number().int(),
  user_id: z.number().int(),
  kind: decisionKind,
  /** Null once the member was erased, as `contest_reason` and `reply` are. */
  grounds: z.string().nullable(),
  decided_by: person,
  recorded_at: instant,
  contest_reason: z.string().nullable(),
  contested_at: instant.nullable(),
  reply: z.string().nullable(),
  replied_by: person.nullable(),
  replied_at: instant.nullable(),
  /** Whether it is about the caller and not contested yet. */
  may_contest: z.boolean(),
  /** Whether it is contested without a reply, and the caller is neither the member nor the person who decided. */
  may_reply: z.boolean(),
});
export type DecisionResponse = z.infer<typeof decision>;

export const decisionList = z.object({
  user_id: z.number().int(),
  username: z.string(),
  display_name: z.string(),
  /** The last recorded first. */
  decisions: z.array(decision),
  /** Whether the caller may record decisions about the member. */
  may_record: z.boolean(),
  next_cursor: z.string().nullable(),
});
export type DecisionList = z.infer<typeof decisionList>;
