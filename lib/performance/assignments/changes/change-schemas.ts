import { z } from "zod";
import { assignmentStatus } from "@/lib/performance/assignments/field-schemas";
import { requiredSkill } from "@/lib/performance/assignments/schemas";
import { CHANGE_SIGNALS } from "@/lib/performance/domain/changes/change-signals";
import { instant, limitParameter, person, ratio } from "@/lib/performance/shared/schemas";
import { contestStatus } from "@/lib/performance/summaries/schemas";

export const changesQuery = z.object({ limit: limitParameter(100, 1000) });
export type ChangesQuery = z.output<typeof changesQuery>;

const changedFields = z
  .object({
    user_id: z
      .number()
      .int()
      .nullable()
      .describe("The assignee; null where the caller may not see them."),
    status: assignmentStatus,
    deleted: z.boolean(),
    assigned_at: instant.nullable(),
    started_at: instant.nullable(),
    due_at: instant.nullable(),
    completed_at: instant.nullable(),
    difficulty: z.number().min(0).max(10).nullable().describe("0–10."),
    skill_match: ratio,
    required_skills: z.array(requiredSkill),
  })
  .partial()
  .meta({ id: "ChangedFields" });
export type ChangedFields = z.infer<typeof changedFields>;

export const assignmentChangeRecord = z
  .object({
    id: z.number().int(),
    event: z
      .enum(["baseline", "created", "changed", "deleted"])
      .describe("`baseline`: the assignment was there before its changes were recorded."),
    created_at: instant,
    actor: person.nullable().describe("Null: the command line, or not known."),
    source: z
      .enum(["page", "api", "command_line", "import", "webhook", "contest", "job"])
      .nullable()
      .describe("How the change came in; null: not known, as of plain SQL."),
    reason: z.enum(["error", "absence"]).nullable(),
    before: changedFields
      .nullable()
      .describe("The changed fields before it; null in the first record."),
    after: changedFields.describe("The changed fields after it; all fields in the first record."),
    was_due_passed: z
      .boolean()
      .nullable()
      .describe("Whether the due time before it had passed by then; null: none, or the same."),
    is_due_passed: z
      .boolean()
      .nullable()
      .describe("Whether the due time after it had passed by then; null: none, or the same."),
    signals: z
      .array(z.enum(CHANGE_SIGNALS))
      .describe(
        "What is worth asking about; never a verdict. `due_moved_after`: the due date was moved after it had passed, or to one that had. `measure_changed_late`: difficulty or skill match changed within an hour before the completion, or after it.",
      ),
    contestable: z
      .boolean()
      .describe("Whether it is about the caller's own work, and they can contest it now."),
    contest: z
      .object({ id: z.number().int(), status: contestStatus })
      .nullable()
      .describe(
        "Its last contest that was not withdrawn, of the caller or of a member that they see.",
      ),
  })
  .meta({ id: "AssignmentChangeRecord" });
export type AssignmentChangeResponse = z.infer<typeof assignmentChangeRecord>;

export const assignmentChanges = z
  .object({
    assignment_id: z.number().int(),
    changes: z
      .array(assignmentChangeRecord)
      .describe("The last one first. Changes while a hidden member had it are left out."),
    is_skill_match_far: z
      .boolean()
      .describe(
        "Whether the given skill match is more than 0.3 from what the member's levels now give.",
      ),
  })
  .meta({ id: "AssignmentChanges" });
export type AssignmentChanges = z.infer<typeof assignmentChanges>;
