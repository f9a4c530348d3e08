import { z } from "zod";
import { trueOrFalse } from "@/lib/performance/imports/schemas";
import { member } from "@/lib/performance/members/schemas";
import { count, instant } from "@/lib/performance/shared/schemas";

export const memberFileContentTypes = [
  "text/csv",
  "text/tab-separated-values",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/octet-stream",
] as const;

export const memberFileQuery = z.object({
  create_missing: trueOrFalse
    .optional()
    .describe(
      "Whether teams and skills that the organization does not have are added; by default their rows are rejected.",
    ),
  invite: trueOrFalse
    .optional()
    .describe("Whether each new member gets an invitation, in a browser session only."),
  dry_run: trueOrFalse.optional().describe("Whether to plan the members without adding them."),
});
export type MemberFileQuery = z.output<typeof memberFileQuery>;

const memberInvitation = z.strictObject({
  /** The path of the page that takes it. Shown only once. */
  path: z.string(),
  expires_at: instant,
});

/** A row of the file. */
const person = z.strictObject({
  /** Counted from 1 after the header. */
  row: z.number().int(),
  /** `present`: already a member, and not changed by the file. */
  result: z.enum(["new", "present", "rejected"]),
  /** Null in a dry run, and for a rejected row. */
  id: z.number().int().nullable(),
  username: z.string().nullable(),
  email: z.string().nullable(),
  display_name: z.string().nullable(),
  role: member.shape.role.nullable(),
  team: z.string().nullable(),
  skills: z.array(z.strictObject({ name: z.string(), level: z.number().int() })),
  /** All of them for a rejected row; for others what the reader should know. */
  reasons: z.array(z.string()),
  invitation: memberInvitation.nullable(),
});

export const memberFileResult = z.strictObject({
  dry_run: z.boolean(),
  new: count,
  present: count,
  rejected: count,
  /** Which column was read as which field. */
  columns: z.array(z.strictObject({ field: z.string(), column: z.string() })),
  ignored_columns: z.array(z.string()),
  /** Of new members; added unless this is a dry run. */
  new_teams: z.array(z.string()),
  new_skills: z.array(z.string()),
  people: z.array(person),
});
export type MemberFileResult = z.infer<typeof memberFileResult>;
export type MemberFilePerson = MemberFileResult["people"][number];
