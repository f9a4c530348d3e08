import { z } from "zod";
import { describeRule } from "@/lib/param-codes";
import { isTime, TIME_RULE, ZONE_RULE } from "@/lib/performance/domain/assignments/value-rules";
import { DUE_RULES } from "@/lib/performance/domain/scoring/due-rule";
import { isDateOrZonedTime } from "@/lib/performance/domain/time/local-time";
import {
  addDescription,
  booleanParameter,
  cursorParameter,
  idParameter,
  instant,
  limitParameter,
  localDate,
  ratio,
  singleLineText,
} from "@/lib/performance/shared/schemas";
import { assignmentStatus } from "./field-schemas";

export const assignmentOrder = z.enum(["recorded", "due", "completed"]);
export type AssignmentOrder = z.infer<typeof assignmentOrder>;

export const assignmentsQuery = z.object({
  status: assignmentStatus.optional().describe("Only assignments with this status."),
  user_id: idParameter.optional().describe("Only assignments of this member."),
  team_id: idParameter
    .optional()
    .describe("Only assignments of members of this team. Not together with `user_id`."),
  external_id: singleLineText(200)
    .optional()
    .describe("Only the assignment with exactly this key in your system."),
  updated_since: z
    .string()
    .refine(isTime, { ...describeRule("invalid_time", TIME_RULE), abort: true })
    .refine(isDateOrZonedTime, describeRule("time_without_zone", ZONE_RULE))
    .describe(
      "Only assignments that were recorded or changed at this time or later. ISO 8601 with `Z` or an offset; a date alone is the start of that day in the organization's time zone.",
    )
    .optional(),
  overdue: booleanParameter
    .optional()
    .describe("Only open assignments past their due date, or only the others."),
  sort: assignmentOrder
    .describe(
      "`recorded`, the default: the last recorded first. `due`: the soonest due first, without a due date last. `completed`: the last completed first, the others after them.",
    )
    .optional(),
  order: assignmentOrder.describe("The former name of `sort`. One of the two.").optional(),
  limit: limitParameter(100, 1000),
  cursor: cursorParameter,
});
export type AssignmentsQuery = z.output<typeof assignmentsQuery>;

/** What a completion says about performance, as recorded. */
export const assignmentFact = z
  .object({
    completed_on: localDate,
    due_counted: instant
      .nullable()
      .describe(
        "The due date that counts, by the due rule of the policy when it was counted; null without one.",
      ),
    due_rule: z.enum(DUE_RULES),
    due_moved: z
      .boolean()
      .describe(
        "Whether the due date was moved since the member has the assignment, other than for an absence.",
      ),
    due_moved_after: z
      .boolean()
      .describe("Whether it was so moved after it had passed, or to one that had passed."),
    due_moved_for_absence: z.boolean(),
    due_unrecorded: z
      .boolean()
      .describe("Whether there is a due date of which nothing says since when it was set."),
    on_time: z.boolean().nullable(),
    early_seconds: z.number().int().nullable().describe("Positive is early."),
    duration_seconds: z.number().int().nullable(),
    skill_match: ratio,
    difficulty: z.number().min(0).max(10).nullable().describe("0–10."),
  })
  .meta({ id: "AssignmentFact" });

export const requiredSkill = z
  .object({ name: z.string(), level: z.number().int().min(1).max(10) })
  .meta({ id: "RequiredSkill" });

export const assignment = z
  .object({
    id: z.number().int(),
    external_id: z
      .string()
      .nullable()
      .describe(
        "The key in the system of the assigner; null where it may not be shown, as are title and project.",
      ),
    user_id: z.number().int(),
    username: z.string(),
    display_name: z.string(),
    title: z.string().nullable(),
    project: z.string().nullable(),
    status: assignmentStatus,
    overdue: z.boolean().describe("Open past its due date."),
    assigned_at: instant.nullable(),
    started_at: instant.nullable(),
    due_at: instant.nullable(),
    completed_at: instant.nullable(),
    completed_precision: z
      .enum(["time", "day"])
      .nullable()
      .describe(
        "`day`: only the day of the completion is known, and `completed_at` is its end. Null where `completed_at` is.",
      ),
    difficulty: z.number().min(0).max(10).nullable().describe("0–10, as given."),
    skill_match: addDescription(ratio, "As given; null lets the levels decide."),
    required_skills: z.array(requiredSkill),
    fact: assignmentFact.nullable().describe("Null unless completed."),
    created_at: instant,
    updated_at: instant
      .nullable()
      .describe(
        "Null where figures of one person may not be shown: it tells when the assignment was completed.",
      ),
  })
  .meta({ id: "Assignment" });
export type AssignmentResponse = z.infer<typeof assignment>;

export const assignmentList = z
  .object({
    assignments: z.array(assignment).describe("In the order asked for."),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "AssignmentList" });
export type AssignmentList = z.infer<typeof assignmentList>;
