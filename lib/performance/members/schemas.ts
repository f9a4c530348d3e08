import { z } from "zod";
import { describeRule } from "@/lib/param-codes";
import {
  booleanParameter,
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
import { isName, MAX_NAME_LENGTH, MAX_SKILL_LEVEL, MAX_SKILL_NAME_LENGTH } from "./member-rules";

export const memberParams = z.object({ id: idParameter.describe("The id of the member.") });
export const teamParams = z.object({ id: idParameter.describe("The id of the team.") });
export const skillParams = z.object({ id: idParameter.describe("The id of the skill.") });
export const memberRemoval = z.object({
  erase: booleanParameter
    .optional()
    .describe("Whether to erase the person from a deactivated member. Their figures stay."),
});
export const pageQuery = z.object({ limit: limitParameter(100, 1000), cursor: cursorParameter });
export type PageQuery = z.output<typeof pageQuery>;

export const memberQuery = pageQuery.extend({
  search: singleLineText(MAX_SEARCH_LENGTH)
    .optional()
    .describe(
      "Only members whose name, username or e-mail address contains this text, in upper or lower case.",
    ),
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
  email: email.nullable().optional().describe("The e-mail address; null: none."),
  display_name: name
    .optional()
    .describe("The name that other members see; by default the username."),
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

export const newMember = z
  .strictObject({
    username: username.describe("The name to sign in with, once in the organization."),
    role: role.describe("What the member may see and do."),
    ...memberFields,
    skills: z
      .array(
        z
          .strictObject({
            name: skillName.describe("The name of an existing skill."),
            level: skillLevel.describe("0–10."),
          })
          .meta({ id: "NewSkillLevel" }),
      )
      .max(200)
      .refine(namesOnce, "must not name a skill twice")
      .optional()
      .describe("Levels of 0–10 in existing skills."),
  })
  .meta({ id: "NewMember" });
export type NewMemberBody = z.output<typeof newMember>;

export const memberAmendment = z
  .strictObject({
    username: username.optional().describe("The name to sign in with, once in the organization."),
    role: role.optional().describe("What the member may see and do."),
    lead_scope: leadScope.optional().describe("What a team lead sees."),
    ...memberFields,
    is_active: z
      .literal(true, "must be true; DELETE deactivates")
      .optional()
      .describe("Brings a deactivated member back."),
    skills: z
      .array(
        z
          .strictObject({
            name: skillName.describe("The name of an existing skill."),
            level: skillLevel.nullable().describe("0–10; null removes the rating."),
          })
          .meta({ id: "SkillLevelChange" }),
      )
      .max(200)
      .refine(namesOnce, "must not name a skill twice")
      .optional()
      .describe(
        "Levels of 0–10 in existing skills; null takes a rating away, what is not named stays.",
      ),
  })
  .meta({ id: "MemberAmendment" });
export type MemberAmendment = z.output<typeof memberAmendment>;

/** A member as administrators see them. */
export const member = z
  .strictObject({
    id: z.number().int(),
    username: z.string(),
    email: z.string().nullable(),
    display_name: z.string(),
    role,
    lead_scope: leadScope,
    team_id: z.number().int().nullable(),
    team: z.string().nullable(),
    skills: z
      .array(z.strictObject({ name: z.string(), level: skillLevel }).meta({ id: "MemberSkill" }))
      .describe("Only rated skills."),
    has_password: z.boolean(),
    is_active: z.boolean(),
    created_at: instant,
    deactivated_at: instant.nullable(),
    erased_at: instant.nullable().describe("When the person was removed; their figures stay."),
  })
  .meta({ id: "Member" });
export type MemberResponse = z.infer<typeof member>;

export const memberList = z
  .strictObject({
    members: z.array(member),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "MemberList" });
export type MemberList = z.infer<typeof memberList>;

export const invitation = z
  .strictObject({
    user_id: z.number().int(),
    token: z.string().describe("Shown only once; only its hash is stored."),
    path: z.string().describe("The path of the page that takes it."),
    expires_at: instant,
  })
  .meta({ id: "Invitation" });
export type InvitationResponse = z.infer<typeof invitation>;

export const teamBody = z
  .strictObject({
    name: singleLineText(MAX_NAME_LENGTH).describe(
      "The name of the team, once in the organization.",
    ),
  })
  .meta({ id: "TeamBody" });
export const team = z
  .strictObject({
    id: z.number().int(),
    name: z.string(),
    members: count.describe("Active ones."),
  })
  .meta({ id: "Team" });
export const teamList = z
  .strictObject({
    teams: z.array(team),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "TeamList" });
export type TeamList = z.infer<typeof teamList>;

export const skillBody = z
  .strictObject({
    name: singleLineText(MAX_SKILL_NAME_LENGTH).describe(
      "The name of the skill, once in the organization.",
    ),
  })
  .meta({ id: "SkillBody" });
export const skill = z
  .strictObject({ id: z.number().int(), name: z.string() })
  .meta({ id: "Skill" });
export const skillList = z
  .strictObject({
    skills: z.array(skill),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "SkillList" });
export type SkillList = z.infer<typeof skillList>;

/** The id of what was removed. */
export const removed = z.strictObject({ id: z.number().int() }).meta({ id: "Removed" });
