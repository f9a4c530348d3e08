import { z } from "zod";
import { describeRule } from "@/lib/param-codes";
import {
  addDescription,
  bigIdParameter,
  booleanParameter,
  invalidParam,
  perComponent,
  score,
  singleLineText,
} from "@/lib/performance/shared/schemas";
import { historyEntry } from "@/lib/performance/summaries/schemas";
import { bodyShape, givenCompletion } from "./field-schemas";
import { assignment } from "./schemas";

export const assignmentParams = z.object({
  id: bigIdParameter.describe("The id of the assignment."),
});

/** A username or an e-mail address, in upper or lower case, or the alias of a member. */
const assigneeName = singleLineText(320).describe(
  "The username, e-mail address or alias of the assignee, in the place of `user_id`.",
);

const newFields = z.strictObject({
  ...bodyShape,
  user_id: bodyShape.user_id.optional(),
  assignee: assigneeName.optional(),
});

type Assignee = { readonly user_id?: number | undefined; readonly assignee?: string | undefined };

/** Names both fields where both are given. */
function requireOneName({ user_id, assignee }: Assignee, context: z.RefinementCtx): void {
  if (user_id === undefined || assignee === undefined) return;
  for (const name of ["user_id", "assignee"]) {
    const message = "must not be given beside the other one";
    context.addIssue({ code: "custom", path: [name], message, params: { code: "conflicting" } });
  }
}

const nameRule = describeRule("missing", "must be given, or else assignee");

const isNamed = ({ user_id, assignee }: Assignee) =>
  user_id !== undefined || assignee !== undefined;

/** A new assignment, or a change of the assignment with this `external_id`. */
export const newAssignment = newFields
  .superRefine(requireOneName)
  .refine(isNamed, { ...nameRule, path: ["user_id"] })
  .meta({ id: "NewAssignment" });
export type NewAssignment = z.output<typeof newAssignment>;

/** All of an assignment but its key: what is left out is empty. */
export const replacedAssignment = newFields
  .omit({ external_id: true })
  .extend({
    status: bodyShape.status.describe(
      "Without it, `completed` with a `completed_at`, else `open`.",
    ),
  })
  .superRefine(requireOneName)
  .refine(isNamed, { ...nameRule, path: ["user_id"] })
  .meta({ id: "AssignmentReplacement" });
export type ReplacedAssignment = z.output<typeof replacedAssignment>;

/** Encoded as in every URL: a slash is `%2F`. */
export const externalIdParams = z.object({
  external_id: bodyShape.external_id.describe("The key of the assignment in your system."),
});

export const MAX_BATCH = 1000;

/** Many of them. Each is checked alone, so that one mistake does not reject the others. */
export const assignmentBatch = z
  .strictObject({
    assignments: z
      .array(z.record(z.string(), z.unknown()).meta({ sameAs: "NewAssignment" }))
      .min(1, "must have 1 to 1,000 assignments")
      .max(MAX_BATCH, "must have 1 to 1,000 assignments")
      .describe("Each with the fields of a new assignment."),
  })
  .meta({ id: "AssignmentBatch" });
export type AssignmentBatch = z.output<typeof assignmentBatch>;

/** Without the key and the status; `user_id` reassigns it, with the fact that it counts for. */
export const amendableFields = newFields
  .omit({ external_id: true, status: true })
  .partial()
  // Only of a completed assignment, which keeps a time of completion.
  .extend({ completed_at: givenCompletion });

export const assignmentAmendment = amendableFields
  .extend({
    due_reason: z
      .enum(["error", "absence"])
      .optional()
      .describe(
        "Why the due date changes. `error`: the one before was wrong, and the new one counts in its place by every due rule. `absence`: the assignee was away, which is counted apart from other moves.",
      ),
  })
  .superRefine(requireOneName)
  .refine(({ due_at: dueAt, due_reason: reason }) => reason === undefined || dueAt !== undefined, {
    path: ["due_reason"],
    error: "due_reason needs a new due_at.",
  })
  .meta({ id: "AssignmentAmendment" });
export type AssignmentAmendment = z.output<typeof assignmentAmendment>;

/** Default: the server's time, which is the only time for your own assignment. */
export const completion = z
  .strictObject({ completed_at: givenCompletion })
  .prefault({})
  .meta({ id: "Completion" });
export type Completion = z.output<typeof completion>;

/** No field at all; the body may be left out. */
export const nothing = z.strictObject({}).prefault({}).meta({ id: "EmptyBody" });

/** Names of milestones or badges. */
export const gainedAndLost = z
  .strictObject({
    gained: z.array(z.string()),
    lost: z.array(z.string()),
  })
  .meta({ id: "GainedAndLost" });

/** The change of the score of the member who had the assignment before. */
const takenFrom = z
  .strictObject({
    user_id: z.number().int(),
    username: z.string(),
    display_name: z.string(),
    entry: historyEntry,
    score_before: score,
    score_after: score,
    contributions: perComponent,
    milestones: gainedAndLost,
    badges: gainedAndLost,
  })
  .meta({ id: "FormerAssigneeChange" });

/** The result of a write of an assignment. Repeating the write changes nothing and returns the same. */
export const assignmentChange = z
  .strictObject({
    assignment,
    entry: historyEntry
      .nullable()
      .describe(
        "The newest entry about it in the ledger of its assignee; null where it never counted for them.",
      ),
    score_before: addDescription(
      score,
      "The score of that member before the entry; null without an entry, or without a score.",
    ),
    score_after: addDescription(
      score,
      "The score of that member after the entry; null without an entry, or without a score.",
    ),
    contributions: perComponent.nullable().describe("The parts of the change; they add up to it."),
    milestones: gainedAndLost,
    badges: gainedAndLost,
    taken_from: takenFrom
      .nullable()
      .describe(
        "Null unless the last change reassigned a completed assignment of a member in sight.",
      ),
  })
  .meta({ id: "AssignmentChange" });
export type AssignmentChange = z.infer<typeof assignmentChange>;

export const recordedAssignment = z
  .strictObject({
    outcome: z.enum(["new", "changed", "unchanged"]),
    ...assignmentChange.shape,
  })
  .meta({ id: "RecordedAssignment" });
export type RecordedAssignment = z.infer<typeof recordedAssignment>;

/** `wait=false`: the response does not wait for the score, which follows within seconds. */
export const recordingQuery = z.object({
  wait: booleanParameter
    .default(true)
    .describe("With `false` the response is 202, and the score follows within seconds."),
});

/** An assignment that is stored, and whose ledger entries follow. */
export const deliveredAssignment = z
  .strictObject({
    outcome: z.enum(["new", "changed", "unchanged"]),
    assignment,
    job_id: z.uuid().nullable().describe("The job that writes them; null where none is missing."),
  })
  .meta({ id: "AcceptedAssignment" });
export type DeliveredAssignment = z.infer<typeof deliveredAssignment>;

const batchResult = z
  .strictObject({
    external_id: z.string().nullable().describe("Of the request; null where it is none."),
    outcome: z.enum(["new", "changed", "unchanged", "rejected"]),
    id: z.number().int().nullable().describe("Of the assignment; null where it was rejected."),
    errors: z.array(invalidParam).describe("Why it was rejected."),
  })
  .meta({ id: "AssignmentBatchResult" });

/** The results in the order of the request. */
export const batchResults = z
  .strictObject({ results: z.array(batchResult) })
  .meta({ id: "AssignmentBatchResults" });
export type BatchResults = z.infer<typeof batchResults>;
