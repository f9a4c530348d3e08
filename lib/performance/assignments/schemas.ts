import { z } from "zod";
import { describeRule } from "@/lib/param-codes";
import { isTime, TIME_RULE, ZONE_RULE } from "@/lib/performance/domain/assignments/value-rules";
import { DUE_RULES } from "@/lib/performance/domain/scoring/due-rule";
import { isDateOrZonedTime } from "@/lib/performance/domain/time/local-time";
import {
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
  status: assignmentStatus.optional(),
  user_id: idParameter.optional(),
  team_id: idParameter.optional(),
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
  overdue: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional(),
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
export const assignmentFact = z.object({
  completed_on: localDate,
  /** The due date that counts, by the due rule of the policy when it was counted; null without one. */
  due_counted: instant.nullable(),
  due_rule: z.enum(DUE_RULES),
  /** Whether the due date was moved since the member has the assignment, other than for an absence. */
  due_moved: z.boolean(),
  /** Whether it was so moved after it had passed, or to one that had passed. */
  due_moved_after: z.boolean(),
  due_moved_for_absence: z.boolean(),
  /** Whether there is a due date of which nothing says since when it was set. */
  due_unrecorded: z.boolean(),
  on_time: z.boolean().nullable(),
  /** Positive is early. */
  early_seconds: z.number().int().nullable(),
  duration_seconds: z.number().int().nullable(),
  skill_match: ratio,
  /** 0–10. */
  difficulty: z.number().min(0).max(10).nullable(),
});

export const assignment = z.object({
  id: z.number().int(),
  /** The key in the system of the assigner; null where it may not be shown, as are title and project. */
  external_id: z.string().nullable(),
  user_id: z.number().int(),
  username: z.string(),
  display_name: z.string(),
  title: z.string().nullable(),
  project: z.string().nullable(),
  status: assignmentStatus,
  /** Open past its due date. */
  overdue: z.boolean(),
  assigned_at: instant.nullable(),
  started_at: instant.nullable(),
  due_at: instant.nullable(),
  completed_at: instant.nullable(),
  /** 0–10, as given. */
  difficulty: z.number().min(0).max(10).nullable(),
  /** As given; null lets the levels decide. */
  skill_match: ratio,
  required_skills: z.array(z.object({ name: z.string(), level: z.number().int().min(1).max(10) })),
  /** Null unless completed. */
  fact: assignmentFact.nullable(),
  created_at: instant,
  /** Null where figures of one person may not be shown: it tells when the assignment was completed. */
  updated_at: instant.nullable(),
});
export type AssignmentResponse = z.infer<typeof assignment>;

export const assignmentList = z.object({
  /** In the order asked for. */
  assignments: z.array(assignment),
  next_cursor: z.string().nullable(),
});
export type AssignmentList = z.infer<typeof assignmentList>;
