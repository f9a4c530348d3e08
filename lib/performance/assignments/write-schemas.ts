import { z } from "zod";
import {
  bigIdParameter,
  idField,
  multiLineText,
  perComponent,
  score,
  singleLineText,
} from "@/lib/performance/shared/schemas";
import { historyEntry } from "@/lib/performance/summaries/schemas";
import { assignment, assignmentStatus } from "./schemas";

export const assignmentParams = z.object({ id: bigIdParameter });

/** A date or a time as the import takes them: in the organization's zone where it has no offset. */
const moment = z.string("must be a date or a time").max(64, "must be a date or a time");

const numberUpTo = (maximum: number) => {
  const reason = `must be a number from 0 to ${maximum}`;
  return z.number(reason).min(0, reason).max(maximum, reason);
};

const levelReason = "must be a whole number from 1 to 10";
const requiredSkill = z.strictObject({
  name: singleLineText(100),
  /** 5 where it is not named. */
  level: z.number(levelReason).int(levelReason).min(1, levelReason).max(10, levelReason).default(5),
});
export type RequiredSkillField = z.output<typeof requiredSkill>;

/** The facts of an assignment: an absent key keeps what is stored, null clears it. */
const workFields = {
  project: singleLineText(200).nullable().optional(),
  assigned_at: moment.nullable().optional(),
  started_at: moment.nullable().optional(),
  due_at: moment.nullable().optional(),
  /** 0–10, rounded half up to hundredths. */
  difficulty: numberUpTo(10).nullable().optional(),
  /** 0–1, rounded half up to four decimals; null lets the levels decide. */
  skill_match: numberUpTo(1).nullable().optional(),
  required_skills: z
    .array(requiredSkill, "must be a list of skills")
    .max(50, "must be at most 50")
    .refine(
      (skills) => new Set(skills.map(({ name }) => name.toLowerCase())).size === skills.length,
      "must not name a skill twice",
    )
    .optional(),
};

/** A new assignment, or a change of the assignment with this `external_id`. */
export const newAssignment = z.strictObject({
  external_id: singleLineText(200),
  user_id: idField,
  title: multiLineText(500),
  /** Default: completed with `completed_at`, else the stored status, else open. */
  status: assignmentStatus.optional(),
  completed_at: moment.nullable().optional(),
  ...workFields,
});
export type NewAssignment = z.output<typeof newAssignment>;

export const assignmentAmendment = z.strictObject({
  /** Reassigns it, with the fact that it counts for. */
  user_id: idField.optional(),
  title: multiLineText(500).optional(),
  /** Only of work that is completed. */
  completed_at: moment.optional(),
  ...workFields,
});
export type AssignmentAmendment = z.output<typeof assignmentAmendment>;

/** Default: the server's time, which is the only time for your own assignment. */
export const completion = z.strictObject({ completed_at: moment.optional() }).prefault({});
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
