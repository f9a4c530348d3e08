import { z } from "zod";
import { describeRule } from "@/lib/param-codes";
import {
  assignmentFields,
  type FieldDeclaration,
} from "@/lib/performance/domain/assignments/assignment-fields";
import {
  fillRecord,
  getField,
  type JsonFieldName,
  jsonFieldNames,
  type NeverNullName,
  type NullableName,
  narrowValues,
  neverNullNames,
  nullableNames,
  type RequiredName,
  requiredNames,
} from "@/lib/performance/domain/assignments/field-names";
import {
  describeChoiceRule,
  describeIdRule,
  describeLevelRule,
  describeNumberRule,
  describeSkillKind,
  describeSkillLimit,
  describeSkillsKind,
  describeTimeRule,
  describeZoneRule,
  findRepetition,
  findSkillNameError,
  findTextError,
  isTime,
  MAX_TIME_LENGTH,
} from "@/lib/performance/domain/assignments/value-rules";
import { isDateOrZonedTime } from "@/lib/performance/domain/time/local-time";
import { createIdField } from "@/lib/performance/shared/schemas";

export const assignmentStatus = z.enum(
  assignmentFields.status.choices,
  describeChoiceRule("status", assignmentFields.status),
);

const skillsField = assignmentFields.required_skills;
const levelReason = describeLevelRule("required_skills", skillsField);
const skillsKind = { error: (issue: Input) => describeSkillsKind("required_skills", issue.input) };
const skillKind = { error: (issue: Input) => describeSkillKind("required_skills", issue.input) };

const requiredSkill = z
  .strictObject(
    {
      name: createTextSchema((name) =>
        findSkillNameError("required_skills", skillsField, name),
      ).describe("The name of a skill of the organization."),
      level: z
        .number(levelReason)
        .int(levelReason)
        .min(1, levelReason)
        .max(skillsField.maxLevel, levelReason)
        .default(skillsField.defaultLevel)
        .describe("The level that the assignment needs."),
    },
    skillKind,
  )
  .meta({ id: "NewRequiredSkill" });

const requiredSkills = z
  .array(requiredSkill, skillsKind)
  .max(skillsField.maxSkills, describeSkillLimit("required_skills", skillsField))
  .superRefine((skills, { addIssue }) => {
    const reason = findRepetition("required_skills", skills);
    if (reason !== null) addIssue({ code: "custom", message: reason });
  });

type Input = { readonly input?: unknown };

/** @param findError why a value is no such text; null for a valid one. */
function createTextSchema(findError: (text: unknown) => string | null): z.ZodString {
  return z
    .string({ error: ({ input }: Input) => findError(input) ?? undefined })
    .trim()
    .superRefine((text, { addIssue }) => {
      const reason = findError(text);
      if (reason !== null) addIssue({ code: "custom", message: reason });
    });
}

/** The schema of each kind of field. */
type Kinds = {
  text: z.ZodString;
  id: z.ZodNumber;
  time: z.ZodString;
  number: z.ZodNumber;
  choice: typeof assignmentStatus;
  skills: typeof requiredSkills;
};

function createSchema(name: JsonFieldName, field: FieldDeclaration): Kinds[keyof Kinds] {
  switch (field.kind) {
    case "text":
      return createTextSchema((text) => findTextError(name, field, text));
    case "id":
      return createIdField(describeIdRule(name));
    case "time": {
      const reason = describeTimeRule(name);
      return z
        .string(reason)
        .max(MAX_TIME_LENGTH, { error: reason, abort: true })
        .refine(isTime, { ...describeRule("invalid_time", reason), abort: true })
        .refine(isDateOrZonedTime, describeRule("time_without_zone", describeZoneRule(name)));
    }
    case "number": {
      const reason = describeNumberRule(name, field);
      return z.number(reason).min(0, reason).max(field.maximum, reason);
    }
    case "choice":
      return assignmentStatus;
    case "skills":
      return requiredSkills;
  }
}

/** What a field of a body means, and for a time which texts name it. */
function describeField(name: JsonFieldName): string {
  const field = getField(name);
  if (field.kind !== "time") return field.description;
  return `${field.description} ISO 8601 with \`Z\` or an offset; a date alone is the ${field.dateOnly} of that day in the organization's time zone.`;
}

type FieldSchemas = {
  readonly [Name in JsonFieldName]: Kinds[(typeof assignmentFields)[Name]["kind"]];
};

const fieldSchemas = narrowValues<FieldSchemas>(
  fillRecord(jsonFieldNames, (name) => createSchema(name, getField(name))),
);

type RequiredSchemas = Pick<FieldSchemas, JsonFieldName & RequiredName>;
type NeverNullSchemas = { readonly [Name in NeverNullName]: z.ZodOptional<FieldSchemas[Name]> };
type NullableSchemas = {
  readonly [Name in NullableName]: z.ZodOptional<z.ZodNullable<FieldSchemas[Name]>>;
};

const requiredShape = narrowValues<RequiredSchemas>(
  fillRecord(requiredNames, (name) => fieldSchemas[name].describe(describeField(name))),
);
const neverNullShape = narrowValues<NeverNullSchemas>(
  fillRecord(neverNullNames, (name) => fieldSchemas[name].optional().describe(describeField(name))),
);
const nullableShape = narrowValues<NullableSchemas>(
  fillRecord(nullableNames, (name) =>
    fieldSchemas[name].nullable().optional().describe(describeField(name)),
  ),
);
const unordered = { ...requiredShape, ...neverNullShape, ...nullableShape };

/** The fields of a new assignment: an absent one keeps what is stored, null empties it. */
export const bodyShape = narrowValues<typeof unordered>(
  fillRecord(jsonFieldNames, (name) => unordered[name]),
);

/** A time of completion that can be left out, but not emptied. */
export const givenCompletion = fieldSchemas.completed_at
  .optional()
  .describe(describeField("completed_at"));
