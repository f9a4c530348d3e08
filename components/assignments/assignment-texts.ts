import type { Format } from "@/lib/i18n/format";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import {
  assignmentFields,
  type NumberField,
} from "@/lib/performance/domain/assignments/assignment-fields";
import {
  type ContentTextName,
  contentTextNames,
  fillRecord,
  getField,
  type NumberFieldName,
  numberFieldNames,
  repeatValue,
  type TimeFieldName,
  timeFieldNames,
} from "@/lib/performance/domain/assignments/field-names";
import {
  convertPercentToRatio,
  convertRatioToPercent,
} from "@/lib/performance/domain/units/ratio-ten-thousandths";
import {
  formatLocalDateTime,
  type LocalDateTime,
  splitLocalDateTime,
  toLocalDateTime,
  toZonedText,
} from "./local-date-time";

export const dateTimeFields = timeFieldNames;
export type DateTimeField = TimeFieldName;

/** The texts that a form shows: all but the key, which the form of a new assignment makes. */
export type TextName = ContentTextName;
const textNames = contentTextNames;

/** The fields of an assignment's form as text; an empty field is empty text. A share of 1 is in percent. */
export type AssignmentTexts = Readonly<
  Record<TextName, string> & Record<NumberFieldName, string> & Record<DateTimeField, string>
> & { readonly required_skills: AssignmentResponse["required_skills"] };

export const emptyTexts: AssignmentTexts = {
  ...repeatValue([...textNames, ...numberFieldNames, ...dateTimeFields], ""),
  required_skills: [],
};

/** The fields of a stored assignment. Hidden texts stay empty. */
export function getTexts(
  assignment: AssignmentResponse,
  { timeZone, input: formatNumber }: Pick<Format, "timeZone" | "input">,
): AssignmentTexts {
  return {
    ...fillRecord(textNames, (name) => assignment[name] ?? ""),
    ...fillRecord(numberFieldNames, (name) => {
      const value = assignment[name];
      if (value === null) return "";
      return formatNumber(isShare(name) ? convertRatioToPercent(value) : value);
    }),
    ...fillRecord(dateTimeFields, (name) => {
      const { dateOnly } = assignmentFields[name];
      return formatLocalDateTime(toLocalDateTime(assignment[name], timeZone, dateOnly));
    }),
    required_skills: assignment.required_skills,
  };
}

function isShare(name: NumberFieldName): boolean {
  const field: NumberField = assignmentFields[name];
  return field.isShare === true;
}

/** The values of a form: the texts, with days and times of day in separate inputs. */
export type AssignmentValues = Record<TextName, string> &
  Record<NumberFieldName, string> &
  Record<DateTimeField, LocalDateTime> & {
    required_skills: { name: string; level: number }[];
  };

export function toValues(texts: AssignmentTexts): AssignmentValues {
  return {
    ...texts,
    ...fillRecord(dateTimeFields, (name) => splitLocalDateTime(texts[name])),
    required_skills: texts.required_skills.map((skill) => ({ ...skill })),
  };
}

/** The texts as they were typed; a skill without a name is left out. */
export function toTexts(values: AssignmentValues): AssignmentTexts {
  const trim = (name: TextName | NumberFieldName) => values[name].trim();
  return {
    ...fillRecord([...textNames, ...numberFieldNames], trim),
    ...fillRecord(dateTimeFields, (name) => formatLocalDateTime(values[name])),
    required_skills: values.required_skills
      .map(({ name, level }) => ({ name: name.trim(), level }))
      .filter(({ name }) => name !== ""),
  };
}

/**
 * The changed fields of a request; an emptied field is null. Invalid text is sent as typed: the server rejects it.
 * @param timeZone the organization's, in which times are typed.
 */
export function listChangedFields(
  before: AssignmentTexts,
  after: AssignmentTexts,
  timeZone: string,
): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const name of textNames) {
    const isCleared = after[name] === "" && getField(name).isRequired !== true;
    if (after[name] !== before[name]) changed[name] = isCleared ? null : after[name];
  }
  for (const name of dateTimeFields) {
    const text = after[name];
    if (text !== before[name]) changed[name] = text === "" ? null : toZonedText(text, timeZone);
  }
  for (const name of numberFieldNames) {
    if (after[name] !== before[name]) changed[name] = parseNumber(name, after[name]);
  }
  if (JSON.stringify(after.required_skills) !== JSON.stringify(before.required_skills)) {
    changed.required_skills = after.required_skills;
  }
  return changed;
}

/** Reads a number with a decimal point or comma; text that is no number is returned as it is. */
function parseNumber(name: NumberFieldName, text: string): number | string | null {
  if (text === "") return null;
  const number = Number(text.replace(",", ".").replace("%", ""));
  if (!Number.isFinite(number)) return text;
  return isShare(name) ? convertPercentToRatio(number) : number;
}
