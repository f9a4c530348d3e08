import { forbiddenCharacters } from "@/lib/performance/domain/text/forbidden-characters";
import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";
import type { ChoiceField, NumberField, SkillsField, TextField } from "./assignment-fields";
import type { FieldName } from "./field-names";

/** The rules of single values, for every source. A reason is a sentence that names its field. */

/** A skill by its name, with a required level of 1–10. */
export type NamedSkill = { readonly name: string; readonly level: number };

/** @param text trimmed. */
export function findTextError(
  name: FieldName,
  { maxLength, lines }: Pick<TextField, "maxLength" | "lines">,
  text: unknown,
): string | null {
  if (text === undefined || text === null || text === "") return `${name} must not be empty.`;
  if (typeof text !== "string") return `${name} must be text, not ${nameKind(text)}.`;
  const forbidden = findCharacterError(name, text, lines);
  if (forbidden !== null) return forbidden;
  return isLonger(text, maxLength) ? `${name} must have at most ${maxLength} characters.` : null;
}

function findCharacterError(name: FieldName, text: string, lines: "one" | "many"): string | null {
  const found = forbiddenCharacters[lines].exec(text)?.[0];
  if (found === undefined) return null;
  const code = found.charCodeAt(0);
  return code >= 0xd800
    ? `${name} has half of a character (a lone surrogate).`
    : `${name} has a control character (U+${code.toString(16).toUpperCase().padStart(4, "0")}).`;
}

/** A code point takes one or two units, so code points are counted only for a long text. */
function isLonger(text: string, maxLength: number): boolean {
  return text.length > maxLength && [...text].length > maxLength;
}

export function describeIdRule(name: FieldName): string {
  return `${name} must be a positive whole number.`;
}

/** In characters: no time needs more. */
export const MAX_TIME_LENGTH = 64;

export const TIME_RULE =
  "must be a date such as 2026-05-15 or a time such as 2026-05-15T14:30:00Z, from 1900 to 2200";
export const ZONE_RULE =
  "must end with Z or an offset such as +02:00, or be a date alone, which is the organization's day";

export function describeTimeRule(name: FieldName): string {
  return `${name} ${TIME_RULE}.`;
}

/** The rule of JSON: a file has a zone of its own. */
export function describeZoneRule(name: FieldName): string {
  return `${name} ${ZONE_RULE}.`;
}

/** Whether a text is a time in every zone: which texts are times does not depend on the zone. */
export function isTime(text: string): boolean {
  return text.length <= MAX_TIME_LENGTH && parseLocalDateTime(text, "UTC", "start") !== null;
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

export function isDateOnly(text: string): boolean {
  return DATE_ONLY.test(text);
}

export function describeNumberRule(name: FieldName, { maximum }: NumberField): string {
  return `${name} must be a number from 0 to ${maximum}.`;
}

export function describeChoiceRule(name: FieldName, { choices }: ChoiceField): string {
  return `${name} must be ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}.`;
}

/** @param value what is there in the place of a list of skills. */
export function describeSkillsKind(name: FieldName, value: unknown): string {
  return `${name} must be a list of skills, not ${nameKind(value)}.`;
}

/** @param item what is there in the place of a skill in a list. */
export function describeSkillKind(name: FieldName, item: unknown): string {
  return `${name} has ${nameKind(item)} where a skill is expected.`;
}

export function describeLevelRule(name: FieldName, { maxLevel }: SkillsField): string {
  return `${name} must have whole levels from 1 to ${maxLevel}.`;
}

/** @param skill the trimmed name of a skill. */
export function findSkillNameError(
  name: FieldName,
  { maxNameLength }: SkillsField,
  skill: unknown,
): string | null {
  const error = findTextError(name, { maxLength: maxNameLength, lines: "one" }, skill);
  const isKnown = typeof skill === "string" && skill !== "" && !isLonger(skill, maxNameLength);
  return isKnown || error === null
    ? error
    : `${name} must have names of 1 to ${maxNameLength} characters.`;
}

export function describeSkillLimit(name: FieldName, { maxSkills }: SkillsField): string {
  return `${name} must have at most ${maxSkills} skills.`;
}

/** The reason why a list names a skill twice; null where each is named once. */
export function findRepetition(
  name: FieldName,
  skills: readonly Pick<NamedSkill, "name">[],
): string | null {
  const known = new Set<string>();
  for (const skill of skills) {
    const key = skill.name.toLowerCase();
    if (known.has(key)) return `${name} names “${skill.name}” twice.`;
    known.add(key);
  }
  return null;
}

function nameKind(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "boolean") return "true or false";
  if (typeof value === "number") return "a number";
  return typeof value === "string" ? "text" : "an object";
}
