import { z } from "zod";
import { assignmentStatus } from "@/lib/performance/assignments/field-schemas";
import { CHANGE_SIGNALS } from "@/lib/performance/domain/changes/change-signals";
import { instant, limitParameter, ratio } from "@/lib/performance/shared/schemas";
import { contestStatus } from "@/lib/performance/summaries/schemas";

export const changesQuery = z.object({ limit: limitParameter(100, 1000) });
export type ChangesQuery = z.output<typeof changesQuery>;

const changedFields = z
  .object({
    /** The assignee; null where the caller may not see them. */
    user_id: z.number().int().nullable(),
    status: assignmentStatus,
    deleted: z.boolean(),
    assigned_at: instant.nullable(),
    started_at: instant.nullable(),
    due_at: instant.nullable(),
    completed_at: instant.nullable(),
    /** 0–10. */
    difficulty: z.number().min(0).max(10).nullable(),
    skill_match: ratio,
    required_skills: z.array(
      z.object({ name: z.string(), level: z.number().int().min(1).max(10) }),
    ),
  })
  .partial();
export type ChangedFields = z.infer<typeof changedFields>;

export const assignmentChangeRecord = z.object({
  id: z.number().int(),
  /** `baseline`: the assignment was there before its changes were recorded. */
  event: z.enum(["baseline", "created", "changed", "deleted"]),
  created_at: instant,
  /** Null: the command line, or not known. */
  actor: z
    .object({ user_id: z.number().int(), username: z.string(), display_name: z.string() })
    .nullable(),
  /** How the change came in; null: not known, as of plain SQL. */
  source: z.enum(["page", "api", "command_line", "import", "webhook", "contest", "job"]).nullable(),
  reason: z.enum(["error", "absence"]).nullable(),
  /** The changed fields before and after it; the first record has all fields, and nothing before. */
  before: changedFields.nullable(),
  after: changedFields,
  /** Whether the due time before it, and the one after it, had passed by then; null: none, or the same. */
  was_due_passed: z.boolean().nullable(),
  is_due_passed: z.boolean().nullable(),
  /**
   * What is worth asking about; never a verdict. `due_moved_after`: the due date was moved after it had passed, or to
   * one that had. `measure_changed_late`: difficulty or skill match changed within an hour before the completion, or
   * after it.
   */
  signals: z.array(z.enum(CHANGE_SIGNALS)),
  /** Whether it is about the caller's own work, and they can contest it now. */
  contestable: z.boolean(),
  /** Its last contest that was not withdrawn, of the caller or of a member that they see. */
  contest: z.object({ id: z.number().int(), status: contestStatus }).nullable(),
});
export type AssignmentChangeResponse = z.infer<typeof assignmentChangeRecord>;

export const assignmentChanges = z.object({
  assignment_id: z.number().int(),
  /** The last one first. Changes while a hidden member had it are left out. */
  changes: z.array(assignmentChangeRecord),
  /** Whether the given skill match is more than 0.3 from what the member's levels now give. */
  is_skill_match_far: z.boolean(),
});
export type AssignmentChanges = z.infer<typeof assignmentChanges>;
