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
  booleanParameter,
  count,
  cursorParameter,
  instant,
  limitParameter,
  multiLineText,
} from "@/lib/performance/shared/schemas";
import { contestStatus, historyEntry } from "@/lib/performance/summaries/schemas";

export const contestParams = z.object({ id: bigIdParameter.describe("The id of the contest.") });
export const contestedEntryParams = z.object({
  id: bigIdParameter.describe("The id of the ledger entry."),
});

/** An assignment, and the change of it that is contested. */
export const contestedChangeParams = z.object({
  id: bigIdParameter.describe("The id of the assignment."),
  change: bigIdParameter.describe("The id of a recorded change of the assignment."),
});

export const contestsQuery = z.object({
  status: contestStatus.optional().describe("Only contests with this status."),
  unseen: booleanParameter
    .optional()
    .describe("`true`: only your own whose decision you have not seen."),
  limit: limitParameter(50, 100),
  cursor: cursorParameter,
});
export type ContestsQuery = z.output<typeof contestsQuery>;

export const newContest = z
  .strictObject({
    reason: multiLineText(MAX_REASON_LENGTH).describe(
      "What is wrong with the entry or the change, in the member's words. The person who decides reads it.",
    ),
  })
  .meta({ id: "NewContest" });

const factMask: { readonly [Name in FactName]: true } = repeatValue(factNames, true);

/** What is right: the fields of the assignment that change, as amending takes them. */
const amendedFacts = amendableFields
  .pick(factMask)
  .refine((facts) => Object.keys(facts).length > 0, "must name what changes")
  .meta({ id: "CorrectedFacts" });
export type AmendedFacts = z.output<typeof amendedFacts>;

export const contestDecision = z
  .strictObject({
    decision: z
      .enum(["upheld", "rejected"])
      .describe("`upheld`: the member is right, and the entry is corrected. `rejected`: it stays."),
    reason: multiLineText(MAX_REASON_LENGTH)
      .optional()
      .describe("Required to reject; the person reads it."),
    facts: amendedFacts
      .optional()
      .describe(
        "Only to uphold: what is right. Absent where the entry or the change was corrected or undone since.",
      ),
  })
  .refine(({ decision, reason }) => decision !== "rejected" || reason !== undefined, {
    path: ["reason"],
    message: "must say why it is rejected",
  })
  .refine(({ decision, facts }) => decision !== "rejected" || facts === undefined, {
    path: ["facts"],
    message: "must be left out where it is rejected",
  })
  .meta({ id: "ContestDecision" });
export type ContestDecision = z.output<typeof contestDecision>;

export const contest = z
  .object({
    id: z.number().int(),
    status: contestStatus,
    user_id: z.number().int().describe("Whose work it is about, and who raised it."),
    username: z.string(),
    display_name: z.string(),
    reason: z.string().nullable().describe("Null once the person was erased."),
    raised_at: instant,
    withdrawn_at: instant.nullable(),
    decided_at: instant.nullable(),
    decided_by: z.object({ username: z.string(), display_name: z.string() }).nullable(),
    decision_reason: z.string().nullable(),
    seen_at: instant
      .nullable()
      .describe("When the person noticed the decision; null for everybody else."),
    entry: historyEntry
      .nullable()
      .describe("The contested entry; null for a contest about a change."),
    change: assignmentChangeRecord
      .nullable()
      .describe(
        "The contested change, as in the list of changes; null for a contest about an entry, and where the caller may not see the member who had the assignment then.",
      ),
    correction: historyEntry
      .nullable()
      .describe(
        "Of an upheld contest: the entry that corrects the contested one, or that the correction of the contested change caused; null where the assignment did not count.",
      ),
    answered_by: z
      .number()
      .int()
      .nullable()
      .describe(
        "The entry that corrected or reversed the contested one, for any reason; null while it counts.",
      ),
    assignment_id: z.number().int(),
    assignment_title: z
      .string()
      .nullable()
      .describe("Null where titles of other members are hidden."),
    assignment: assignment
      .nullable()
      .describe("The assignment as it is now; null where it was reassigned."),
    upholding_needs: z
      .enum(["facts", "undoing"])
      .nullable()
      .describe(
        "What upholding needs: the right `facts`, or that the change is undone before (`undoing`). Null: nothing, because it was corrected since; and for a closed contest.",
      ),
    may_decide: z.boolean().describe("Whether the caller may decide about it now."),
    second_key: z
      .enum(["needed", "proposed", "approved"])
      .nullable()
      .describe(
        "Of an open contest about a change that the caller made, and that no other person may decide: whether a second person has to agree first (`needed`), was asked (`proposed`), or agreed (`approved`). Else null.",
      ),
    may_withdraw: z.boolean().describe("Whether it is the caller's own and open."),
  })
  .meta({ id: "Contest" });
export type ContestResponse = z.infer<typeof contest>;
export type SecondKeyState = NonNullable<ContestResponse["second_key"]>;

export const contestList = z
  .object({
    contests: z.array(contest).describe("The last raised first."),
    to_decide: count.describe("How many open ones the caller may decide, whatever is asked for."),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "ContestList" });
export type ContestList = z.infer<typeof contestList>;

/** A decision, and what it did to the score; without a correction there is no entry, and nothing was gained or lost. */
export const decidedContest = z
  .strictObject({
    contest,
    ...assignmentChange.omit({ assignment: true, taken_from: true }).shape,
  })
  .meta({ id: "DecidedContest" });
export type DecidedContest = z.infer<typeof decidedContest>;
