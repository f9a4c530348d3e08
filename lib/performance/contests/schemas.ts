import { z } from "zod";
import { assignmentChangeRecord } from "@/lib/performance/assignments/changes/change-schemas";
import { assignment } from "@/lib/performance/assignments/schemas";
import { amendableFields, assignmentChange } from "@/lib/performance/assignments/write-schemas";
import {
  type FactName,
  factNames,
  repeatValue,
} from "@/lib/performance/domain/assignments/field-names";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import {
  bigIdParameter,
  count,
  cursorParameter,
  instant,
  limitParameter,
  multiLineText,
} from "@/lib/performance/shared/schemas";
import { contestStatus, historyEntry } from "@/lib/performance/summaries/schemas";

/** An entry that is contested, or a contest. */
export const contestParams = z.object({ id: bigIdParameter });

/** An assignment, and the change of it that is contested. */
export const contestedChangeParams = z.object({ id: bigIdParameter, change: bigIdParameter });

export const contestsQuery = z.object({
  status: contestStatus.optional(),
  unseen: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .describe("`true`: only your own whose decision you have not seen.")
    .optional(),
  limit: limitParameter(50, 100),
  cursor: cursorParameter,
});
export type ContestsQuery = z.output<typeof contestsQuery>;

export const newContest = z.strictObject({
  /** What is wrong with the entry or the change, in the member's words. The person who decides reads it. */
  reason: multiLineText(MAX_REASON_LENGTH),
});

const factMask: { readonly [Name in FactName]: true } = repeatValue(factNames, true);

/** What is right: the fields of the assignment that change, as amending takes them. */
const amendedFacts = amendableFields
  .pick(factMask)
  .refine((facts) => Object.keys(facts).length > 0, "must name what changes");
export type AmendedFacts = z.output<typeof amendedFacts>;

export const contestDecision = z
  .strictObject({
    decision: z.enum(["upheld", "rejected"]),
    /** Required to reject; the person reads it. */
    reason: multiLineText(MAX_REASON_LENGTH).optional(),
    /** Only to uphold: what is right. Absent where the entry or the change was corrected or undone since. */
    facts: amendedFacts.optional(),
  })
  .refine(({ decision, reason }) => decision !== "rejected" || reason !== undefined, {
    path: ["reason"],
    message: "must say why it is rejected",
  })
  .refine(({ decision, facts }) => decision !== "rejected" || facts === undefined, {
    path: ["facts"],
    message: "must be left out where it is rejected",
  });
export type ContestDecision = z.output<typeof contestDecision>;

export const contest = z.object({
  id: z.number().int(),
  status: contestStatus,
  /** Whose work it is about, and who raised it. */
  user_id: z.number().int(),
  username: z.string(),
  display_name: z.string(),
  /** Null once the person was erased. */
  reason: z.string().nullable(),
  raised_at: instant,
  withdrawn_at: instant.nullable(),
  decided_at: instant.nullable(),
  decided_by: z.object({ username: z.string(), display_name: z.string() }).nullable(),
  decision_reason: z.string().nullable(),
  /** When the person noticed the decision; null for everybody else. */
  seen_at: instant.nullable(),
  /** The contested entry; null for a contest about a change. */
  entry: historyEntry.nullable(),
  /**
   * The contested change, as in the list of changes; null for a contest about an entry, and where the caller may not
   * see the member who had the assignment then.
   */
  change: assignmentChangeRecord.nullable(),
  /**
   * Of an upheld contest: the entry that corrects the contested one, or that the correction of the contested change
   * caused; null where the assignment did not count.
   */
  correction: historyEntry.nullable(),
  /** The entry that corrected or reversed the contested one, for any reason; null while it counts. */
  answered_by: z.number().int().nullable(),
  assignment_id: z.number().int(),
  /** Null where titles of other members are hidden. */
  assignment_title: z.string().nullable(),
  /** The assignment as it is now; null where it was reassigned. */
  assignment: assignment.nullable(),
  /**
   * What upholding needs: the right `facts`, or that the change is undone before (`undoing`). Null: nothing, because it
   * was corrected since; and for a closed contest.
   */
  upholding_needs: z.enum(["facts", "undoing"]).nullable(),
  /** Whether the caller may decide about it now. */
  may_decide: z.boolean(),
  /**
   * Of an open contest about a change that the caller made, and that no other person may decide: whether a second
   * person has to agree first (`needed`), was asked (`proposed`), or agreed (`approved`). Else null.
   */
  second_key: z.enum(["needed", "proposed", "approved"]).nullable(),
  /** Whether it is the caller's own and open. */
  may_withdraw: z.boolean(),
});
export type ContestResponse = z.infer<typeof contest>;
export type SecondKeyState = NonNullable<ContestResponse["second_key"]>;

export const contestList = z.object({
  /** The last raised first. */
  contests: z.array(contest),
  /** How many open ones the caller may decide, whatever is asked for. */
  to_decide: count,
  next_cursor: z.string().nullable(),
});
export type ContestList = z.infer<typeof contestList>;

/** A decision, and what it did to the score; without a correction there is no entry, and nothing was gained or lost. */
export const decidedContest = z.strictObject({
  contest,
  ...assignmentChange.omit({ assignment: true, taken_from: true }).shape,
});
export type DecidedContest = z.infer<typeof decidedContest>;
