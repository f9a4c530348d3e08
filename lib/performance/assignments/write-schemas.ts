import { z } from "zod";
import { describeRule, paramCodes } from "@/lib/param-codes";
import {
  bigIdParameter,
  perComponent,
  score,
  singleLineText,
} from "@/lib/performance/shared/schemas";
import { historyEntry } from "@/lib/performance/summaries/schemas";
import { bodyShape, givenCompletion } from "./field-schemas";
import { assignment } from "./schemas";

export const assignmentParams = z.object({ id: bigIdParameter });

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

const isNamed = ({ user_id, assignee }: Assignee) =>
  user_id !== undefined || assignee !== undefined;

/** A new assignment, or a change of the assignment with this `external_id`. */
export const newAssignment = newFields.superRefine(requireOneName).refine(isNamed, {
  ...describeRule("missing", "must be given, or else assignee"),
  path: ["user_id"],
});
export type NewAssignment = z.output<typeof newAssignment>;

/** All of an assignment but its key: what is left out is empty. */
export const replacedAssignment = newFields
  .omit({ external_id: true })
  .superRefine(requireOneName)
  .refine(isNamed, { path: ["user_id"], error: "must be given, or else assignee" });
export type ReplacedAssignment = z.output<typeof replacedAssignment>;

/** Encoded as in every URL: a slash is `%2F`. */
export const externalIdParams = z.object({
  external_id: bodyShape.external_id.describe("The key of the assignment in your system."),
});

export const MAX_BATCH = 1000;

/** Many of them. Each is checked alone, so that one mistake does not reject the others. */
export const assignmentBatch = z.strictObject({
  assignments: z
    .array(z.record(z.string(), z.json()))
    .min(1, "must have 1 to 1,000 assignments")
    .max(MAX_BATCH, "must have 1 to 1,000 assignments")
    .describe("Each with the fields of a new assignment."),
});
export type AssignmentBatch = z.output<typeof assignmentBatch>;

/** Without the key and the status; `user_id` reassigns it, with the fact that it counts for. */
export const amendableFields = newFields
  .omit({ external_id: true, status: true })
  .partial()
  // Only of a completed assignment, which keeps a time of completion.
  .extend({ completed_at: givenCompletion });

export const assignmentAmendment = amendableFields
  .extend({
    /**
     * Why the due date changes. `error`: the one before was wrong, and the new one counts in its place by every due
     * rule. `absence`: the assignee was away, which is counted apart from other moves.
     */
    due_reason: z.enum(["error", "absence"]).optional(),
  })
  .superRefine(requireOneName)
  .refine(({ due_at: dueAt, due_reason: reason }) => reason === undefined || dueAt !== undefined, {
    path: ["due_reason"],
    error: "due_reason needs a new due_at.",
  });
export type AssignmentAmendment = z.output<typeof assignmentAmendment>;

/** Default: the server's time, which is the only time for your own assignment. */
export const completion = z.strictObject({ completed_at: givenCompletion }).prefault({});
export type Completion = z.output<typeof completion>;

/** No field at all; the body may be left out. */
export const nothing = z.strictObject({}).prefault({});

/** Names of milestones or badges. */
const gainedAndLost = z.strictObject({
  gained: z.array(z.string()),
  lost: z.array(z.string()),
});

/** The change of the score of the member who had the assignment before. */
const takenFrom = z.strictObject({
  user_id: z.number().int(),
  username: z.string(),
  display_name: z.string(),
  entry: historyEntry,
  score_before: score,
  score_after: score,
  contributions: perComponent,
  milestones: gainedAndLost,
  badges: gainedAndLost,
});

/** The result of a write of an assignment. Repeating the write changes nothing and returns the same. */
export const assignmentChange = z.strictObject({
  assignment,
  /** The newest entry about it in the ledger of its assignee; null where it never counted for them. */
  entry: historyEntry.nullable(),
  /** That member's score before the entry and after it; null without an entry, or without a score. */
  score_before: score,
  score_after: score,
  /** The parts of the change; they add up to it. */
  contributions: perComponent.nullable(),
  milestones: gainedAndLost,
  badges: gainedAndLost,
  /** Null unless the last change reassigned a completed assignment of a member in sight. */
  taken_from: takenFrom.nullable(),
});
export type AssignmentChange = z.infer<typeof assignmentChange>;

export const recordedAssignment = z.strictObject({
  outcome: z.enum(["new", "changed", "unchanged"]),
  ...assignmentChange.shape,
});
export type RecordedAssignment = z.infer<typeof recordedAssignment>;

/** `wait=false`: the response does not wait for the score, which follows within seconds. */
export const recordingQuery = z.object({
  wait: z
    .enum(["true", "false"], "must be true or false")
    .default("true")
    .transform((text) => text === "true"),
});

/** An assignment that is stored, and whose ledger entries follow. */
export const deliveredAssignment = z.strictObject({
  outcome: z.enum(["new", "changed", "unchanged"]),
  assignment,
  /** The job that writes them; null where none is missing. */
  job_id: z.uuid().nullable(),
});
export type DeliveredAssignment = z.infer<typeof deliveredAssignment>;

const batchResult = z.strictObject({
  /** Of the request; null where it is none. */
  external_id: z.string().nullable(),
  outcome: z.enum(["new", "changed", "unchanged", "rejected"]),
  /** Of the assignment; null where it was rejected. */
  id: z.number().int().nullable(),
  /** Why it was rejected. */
  errors: z.array(
    z.strictObject({ name: z.string(), code: z.enum(paramCodes), reason: z.string() }),
  ),
});

/** The results in the order of the request. */
export const batchResults = z.strictObject({ results: z.array(batchResult) });
export type BatchResults = z.infer<typeof batchResults>;
