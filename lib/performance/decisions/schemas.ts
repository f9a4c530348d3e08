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
export const newDecision = z
  .strictObject({
    user_id: idField.describe("The member of the decision."),
    kind: decisionKind.describe("What was decided about."),
    grounds: multiLineText(MAX_REASON_LENGTH).describe(
      "What the decision rests on besides the score; the member reads it.",
    ),
    decided_by_person: z
      .literal(true, "must be true: a score alone decides nothing")
      .describe("That a person weighed the case and decided, not the score alone."),
  })
  .meta({ id: "NewDecision" });
export type NewDecision = z.output<typeof newDecision>;

export const decisionParams = z.object({ id: bigIdParameter.describe("The id of the decision.") });

export const decisionContest = z
  .strictObject({
    reason: multiLineText(MAX_REASON_LENGTH).describe(
      "What is wrong with the decision; those who may record decisions about you read it.",
    ),
  })
  .meta({ id: "DecisionContest" });

export const decisionReply = z
  .strictObject({
    reply: multiLineText(MAX_REASON_LENGTH).describe("What the review found; the member reads it."),
  })
  .meta({ id: "DecisionReply" });

export const decisionsQuery = z.object({
  user_id: idParameter.describe("The id of the member of the decisions."),
  limit: limitParameter(50, 100),
  cursor: cursorParameter,
});
export type DecisionsQuery = z.output<typeof decisionsQuery>;

const person = z.object({ username: z.string(), display_name: z.string() });

export const decision = z
  .object({
    id: z.number().int(),
    user_id: z.number().int(),
    kind: decisionKind,
    grounds: z
      .string()
      .nullable()
      .describe("Null once the member was erased, as `contest_reason` and `reply` are."),
    decided_by: person,
    recorded_at: instant,
    contest_reason: z.string().nullable(),
    contested_at: instant.nullable(),
    reply: z.string().nullable(),
    replied_by: person.nullable(),
    replied_at: instant.nullable(),
    may_contest: z.boolean().describe("Whether it is about the caller and not contested yet."),
    may_reply: z
      .boolean()
      .describe(
        "Whether it is contested without a reply, and the caller is neither the member nor the person who decided.",
      ),
  })
  .meta({ id: "Decision" });
export type DecisionResponse = z.infer<typeof decision>;

export const decisionList = z
  .object({
    user_id: z.number().int(),
    username: z.string(),
    display_name: z.string(),
    decisions: z.array(decision).describe("The last recorded first."),
    may_record: z.boolean().describe("Whether the caller may record decisions about the member."),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "DecisionList" });
export type DecisionList = z.infer<typeof decisionList>;
