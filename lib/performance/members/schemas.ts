import { z } from "zod";
import { describeRule } from "@/lib/param-codes";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import { isTimeZone } from "@/lib/performance/domain/time/local-time";
import {
  count,
  createIdField,
  cursorParameter,
  idParameter,
  instant,
  limitParameter,
  singleLineText,
} from "@/lib/performance/shared/schemas";
import { MAX_SEARCH_LENGTH } from "@/lib/performance/shared/search-limit";
import { isEmail, isUsername, USERNAME_RULE } from "./member-name";
import {
  isName,
  MAX_NAME_LENGTH,
  MAX_RETENTION_MONTHS,
  MAX_SKILL_LEVEL,
  MAX_SKILL_NAME_LENGTH,
  MIN_RETENTION_MONTHS,
} from "./member-rules";

export const memberParams = z.object({ id: idParameter });
export const memberRemoval = z.object({
  /** Removes the person from a deactivated member; their figures stay. */
  erase: z.enum(["true", "false"], "must be true or false").optional(),
});
export const pageQuery = z.object({ limit: limitParameter(100, 1000), cursor: cursorParameter });
export type PageQuery = z.output<typeof pageQuery>;

export const memberQuery = pageQuery.extend({
  /** In any case; absent: everybody. */
  search: singleLineText(MAX_SEARCH_LENGTH).optional(),
  email: singleLineText(MAX_SEARCH_LENGTH)
    .optional()
    .describe("Only the member with exactly this e-mail address, in upper or lower case."),
  username: singleLineText(MAX_SEARCH_LENGTH)
    .optional()
    .describe("Only members with exactly this username, in upper or lower case."),
  sort: z
    .enum(["id", "name", "-name", "role", "-role", "team", "-team"])
    .default("id")
    .describe("In what order; erased people, and with `team` those in none, come last."),
});
export type MemberQuery = z.output<typeof memberQuery>;

const role = z.enum(["employee", "team_lead", "manager", "auditor", "admin"]);
const leadScope = z.enum(["team", "organization"]);
const skillLevel = z.number().int().min(0).max(MAX_SKILL_LEVEL);
const text = z.string("must be text");

const username = text.refine(
  (name) => isUsername(name.trim()),
  describeRule("invalid_format", `must have ${USERNAME_RULE}`),
);
const email = text.refine(
  (address) => isEmail(address.trim().toLowerCase()),
  describeRule("invalid_format", "must be an email address"),
);
const name = text.refine(
  (given) => isName(given.trim()),
  describeRule("out_of_range", `must have 1 to ${MAX_NAME_LENGTH} characters`),
);

const memberFields = {
  email: email.nullable().optional(),
  display_name: name.optional(),
  team: name.nullable().optional().describe("The name of an existing team; null: in no team."),
  team_id: createIdField("must be the id of a team, or null")
    .nullable()
    .optional()
    .describe("The id of a team, instead of its name; null: in no team."),
};

/** Whether no skill is named twice, in any case. */
const namesOnce = (skills: readonly { readonly name: string }[]) =>
  new Set(skills.map(({ name }) => name.toLowerCase())).size === skills.length;
const skillName = singleLineText(MAX_SKILL_NAME_LENGTH);

export const newMember = z.strictObject({
  username,
  role,
  ...memberFields,
  skills: z
    .array(z.strictObject({ name: skillName, level: skillLevel }))
    .max(200)
    .refine(namesOnce, "must not name a skill twice")
    .optional()
    .describe("Levels of 0–10 in existing skills."),
});
export type NewMemberBody = z.output<typeof newMember>;

export const memberAmendment = z.strictObject({
  username: username.optional(),
  role: role.optional(),
  /** What a team lead sees. */
  lead_scope: leadScope.optional(),
  ...memberFields,
  /** Brings a deactivated member back. */
  is_active: z.literal(true, "must be true; DELETE deactivates").optional(),
  /** Levels of 0–10 in existing skills; null takes a rating away, what is not named stays. */
  skills: z
    .array(z.strictObject({ name: skillName, level: skillLevel.nullable() }))
    .max(200)
    .refine(namesOnce, "must not name a skill twice")
    .optional(),
});
export type MemberAmendment = z.output<typeof memberAmendment>;

/** A member as administrators see them. */
export const member = z.strictObject({
  id: z.number().int(),
  username: z.string(),
  email: z.string().nullable(),
  display_name: z.string(),
  role,
  lead_scope: leadScope,
  team_id: z.number().int().nullable(),
  team: z.string().nullable(),
  /** Only rated skills. */
  skills: z.array(z.strictObject({ name: z.string(), level: skillLevel })),
  has_password: z.boolean(),
  is_active: z.boolean(),
  created_at: instant,
  deactivated_at: instant.nullable(),
  /** When the person was removed; their figures stay. */
  erased_at: instant.nullable(),
});
export type MemberResponse = z.infer<typeof member>;

export const memberList = z.strictObject({
  members: z.array(member),
  next_cursor: z.string().nullable(),
});
export type MemberList = z.infer<typeof memberList>;

export const invitation = z.strictObject({
  user_id: z.number().int(),
  /** Shown only once; only its hash is stored. */
  token: z.string(),
  /** The path of the page that takes it. */
  path: z.string(),
  expires_at: instant,
});
export type InvitationResponse = z.infer<typeof invitation>;

export const teamBody = z.strictObject({ name: singleLineText(MAX_NAME_LENGTH) });
export const team = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  /** Active ones. */
  members: count,
});
export const teamList = z.strictObject({
  teams: z.array(team),
  next_cursor: z.string().nullable(),
});
export type TeamList = z.infer<typeof teamList>;

export const skillBody = z.strictObject({ name: singleLineText(MAX_SKILL_NAME_LENGTH) });
export const skill = z.strictObject({ id: z.number().int(), name: z.string() });
export const skillList = z.strictObject({
  skills: z.array(skill),
  next_cursor: z.string().nullable(),
});
export type SkillList = z.infer<typeof skillList>;

/** The id of what was removed. */
export const removed = z.strictObject({ id: z.number().int() });

export const organizationAmendment = z.strictObject({
  name: singleLineText(MAX_NAME_LENGTH).optional(),
  /** An IANA name, as `Europe/Berlin`; it counts from now on, and reaches back into nothing. */
  time_zone: text
    .refine(
      isTimeZone,
      describeRule("not_an_option", "must be the name of a time zone, such as Europe/Berlin"),
    )
    .optional(),
  privacy_mode: z.enum(privacyModes).optional(),
  /** Whether employees see their own place in the ranking. */
  employee_leaderboard: z.boolean("must be true or false").optional(),
  /** The days between the approval of a change that lowers protection, and its instant: 0–90. */
  notice_days: z
    .number("must be a number")
    .int("must be a whole number")
    .min(0, "must be from 0 to 90")
    .max(90, "must be from 0 to 90")
    .optional(),
  /** The least number of members, unknown to each reader, whose figures are released together: 5–50. */
  anonymity_threshold: z
    .number("must be a number")
    .int("must be a whole number")
    .min(5, "must be from 5 to 50")
    .max(50, "must be from 5 to 50")
    .optional(),
  /** How many months the record of a member is kept after they left: 12–120. */
  retention_months: z
    .number("must be a number")
    .int("must be a whole number")
    .min(MIN_RETENTION_MONTHS, `must be from ${MIN_RETENTION_MONTHS} to ${MAX_RETENTION_MONTHS}`)
    .max(MAX_RETENTION_MONTHS, `must be from ${MIN_RETENTION_MONTHS} to ${MAX_RETENTION_MONTHS}`)
    .optional(),
});
export type OrganizationAmendment = z.output<typeof organizationAmendment>;

export const organization = z.strictObject({
  id: z.number().int(),
  slug: z.string(),
  name: z.string(),
  time_zone: z.string(),
  privacy_mode: z.enum(privacyModes),
  employee_leaderboard: z.boolean(),
  notice_days: z.number().int(),
  /** The least number of members, unknown to each reader, whose figures are released together. */
  anonymity_threshold: z.number().int(),
  /** How many months the record of a member is kept after they left. */
  retention_months: z.number().int(),
});
export type OrganizationResponse = z.infer<typeof organization>;
