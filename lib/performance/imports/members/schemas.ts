import { z } from "zod";
import { member } from "@/lib/performance/members/schemas";
import { booleanParameter, count, instant } from "@/lib/performance/shared/schemas";

export const memberFileContentTypes = [
  "text/csv",
  "text/tab-separated-values",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/octet-stream",
] as const;

export const memberFileQuery = z.object({
  create_missing: booleanParameter
    .optional()
    .describe(
      "Whether teams and skills that the organization does not have are added; by default their rows are rejected.",
    ),
  invite: booleanParameter
    .optional()
    .describe("Whether each new member gets an invitation, in a browser session only."),
  dry_run: booleanParameter.optional().describe("Whether to plan the members without adding them."),
});
export type MemberFileQuery = z.output<typeof memberFileQuery>;

const memberInvitation = z
  .strictObject({
    path: z.string().describe("The path of the page that takes it. Shown only once."),
    expires_at: instant,
  })
  .meta({ id: "ImportedMemberInvitation" });

/** A row of the file. */
const person = z
  .strictObject({
    row: z.number().int().describe("Counted from 1 after the header."),
    result: z
      .enum(["new", "present", "rejected"])
      .describe("`present`: already a member, and not changed by the file."),
    id: z.number().int().nullable().describe("Null in a dry run, and for a rejected row."),
    username: z.string().nullable(),
    email: z.string().nullable(),
    display_name: z.string().nullable(),
    role: member.shape.role.nullable(),
    team: z.string().nullable(),
    skills: z.array(
      z.strictObject({ name: z.string(), level: z.number().int() }).meta({ id: "SkillRating" }),
    ),
    reasons: z
      .array(z.string())
      .describe("All of them for a rejected row; for others what the reader should know."),
    invitation: memberInvitation.nullable(),
  })
  .meta({ id: "ImportedMember" });

export const memberFileResult = z
  .strictObject({
    dry_run: z.boolean(),
    new: count,
    present: count,
    rejected: count,
    columns: z
      .array(z.strictObject({ field: z.string(), column: z.string() }).meta({ id: "ReadColumn" }))
      .describe("Which column was read as which field."),
    ignored_columns: z.array(z.string()),
    new_teams: z.array(z.string()).describe("Of new members; added unless this is a dry run."),
    new_skills: z.array(z.string()),
    people: z.array(person),
  })
  .meta({ id: "MemberImportResult" });
export type MemberFileResult = z.infer<typeof memberFileResult>;
export type MemberFilePerson = MemberFileResult["people"][number];
