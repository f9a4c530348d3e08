import { JsonNumber } from "@/lib/ingest/readers/json-text";
import type {
  ChoiceField,
  NumberField,
  SkillsField,
  TextField,
  TimeField,
} from "@/lib/performance/domain/assignments/assignment-fields";
import { type FileFieldName, getField } from "@/lib/performance/domain/assignments/field-names";
import {
  describeChoiceRule,
  describeLevelRule,
  describeNumberRule,
  describeSkillKind,
  describeSkillLimit,
  describeSkillsKind,
  describeTimeRule,
  findRepetition,
  findSkillNameError,
  findTextError,
  MAX_TIME_LENGTH,
  type NamedSkill,
} from "@/lib/performance/domain/assignments/value-rules";
import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";

/** The value of a cell in the units of the database, or every reason why it has none. Undefined where none is given. */
export type ReadCell = { readonly value: unknown } | { readonly reasons: readonly string[] };

/** Reads a cell of CSV or a value of NDJSON. A time without an offset is in `timeZone`. */
export function readCell(name: FileFieldName, cell: unknown, timeZone: string): ReadCell {
  const field = getField(name);
  switch (field.kind) {
    case "text":
      return readText(name, field, toText(cell));
    case "time":
      return readTime(name, field, toText(cell), timeZone);
    case "number":
      return readNumber(name, field, toText(cell));
    case "choice":
      return readChoice(name, field, toText(cell));
    case "skills":
      return readSkills(name, field, cell);
    case "id":
      throw new Error(`A file has no column ${name}.`);
  }
}

/** A trimmed text; null for an empty cell. What is neither text nor a number stays as it is. */
export function toText(cell: unknown): unknown {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === "number") return String(cell);
  if (cell instanceof JsonNumber) return cell.text;
  if (typeof cell !== "string") return cell;
  const text = cell.trim();
  return text === "" ? null : text;
}

const EMPTY: ReadCell = { value: null };

function reject(reason: string): ReadCell {
  return { reasons: [reason] };
}

function readText(name: FileFieldName, field: TextField, text: unknown): ReadCell {
  if (text === null && field.isRequired !== true) return EMPTY;
  const reason = findTextError(name, field, text);
  return reason === null ? { value: text } : reject(reason);
}

function readTime(
  name: FileFieldName,
  { dateOnly }: TimeField,
  text: unknown,
  timeZone: string,
): ReadCell {
  if (text === null) return EMPTY;
  const value =
    typeof text === "string" && text.length <= MAX_TIME_LENGTH
      ? parseLocalDateTime(text, timeZone, dateOnly)
      : null;
  return value === null ? reject(describeTimeRule(name)) : { value };
}

/** A decimal number in its unit. */
function readNumber(name: FileFieldName, field: NumberField, text: unknown): ReadCell {
  if (text === null) return EMPTY;
  const steps = typeof text === "string" ? parseOrNull(text, field.parse) : null;
  // The range applies before rounding: 10.004 is above 10.
  if (steps === null || Number(text) < 0 || Number(text) > field.maximum) {
    return reject(describeNumberRule(name, field));
  }
  return { value: steps };
}

function parseOrNull(text: string, parse: NumberField["parse"]): number | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function readChoice(name: FileFieldName, field: ChoiceField, text: unknown): ReadCell {
  if (text === null) return { value: undefined };
  return field.choices.some((choice) => choice === text)
    ? { value: text }
    : reject(describeChoiceRule(name, field));
}

/** In characters: more than the longest list of skills needs. */
const MAX_SKILLS_LENGTH = 20_000;

/** `name[:level]` separated by `;`, or in NDJSON a list of such texts. A name may have colons: the last one counts. */
function readSkills(name: FileFieldName, field: SkillsField, cell: unknown): ReadCell {
  const reasons = new Set<string>();
  const skills: NamedSkill[] = [];
  const describeKind = Array.isArray(cell) ? describeSkillKind : describeSkillsKind;
  for (const item of Array.isArray(cell) ? cell : [cell]) {
    const text = toText(item);
    if (text === null) continue;
    if (isNamed(text)) {
      addNamed(name, field, text, { skills, reasons });
      continue;
    }
    const reason =
      typeof text === "string"
        ? findTextError(name, { maxLength: MAX_SKILLS_LENGTH, lines: "one" }, text)
        : describeKind(name, text);
    if (reason !== null) reasons.add(reason);
    if (reason !== null || typeof text !== "string") continue;
    for (const part of text.split(";")) readSkill(name, field, part.trim(), { skills, reasons });
  }
  const distinct = removeRepeated(skills);
  if (distinct.length > field.maxSkills) reasons.add(describeSkillLimit(name, field));
  const repetition = findRepetition(name, distinct);
  if (repetition !== null) reasons.add(repetition);
  return reasons.size === 0 ? { value: distinct } : { reasons: [...reasons] };
}

type Found = { readonly skills: NamedSkill[]; readonly reasons: Set<string> };
type Named = { readonly name: unknown; readonly level?: unknown };

function isNamed(value: unknown): value is Named {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.hasOwn(value, "name")
  );
}

/** A skill as an object with a name and perhaps a level. */
function addNamed(name: FileFieldName, field: SkillsField, named: Named, found: Found): void {
  const skill = toText(named.name);
  const given = toText(named.level);
  const level = given === null ? field.defaultLevel : toLevel(field, String(given));
  const reason = findSkillNameError(name, field, skill);
  if (reason !== null) found.reasons.add(reason);
  if (level === null) found.reasons.add(describeLevelRule(name, field));
  if (typeof skill === "string")
    found.skills.push({ name: skill, level: level ?? field.defaultLevel });
}

/** A skill that is named again in another form, with the same level, is one. */
function removeRepeated(skills: readonly NamedSkill[]): readonly NamedSkill[] {
  const known = new Set<string>();
  return skills.filter(({ name, level }) => {
    // Upper case first, because only it turns ß into the letters of its other form.
    const key = `${name.normalize("NFC").toUpperCase().toLowerCase()}:${level}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

function readSkill(name: FileFieldName, field: SkillsField, text: string, found: Found): void {
  if (text === "") return;
  const colon = text.lastIndexOf(":");
  const skill = (colon === -1 ? text : text.slice(0, colon)).trim();
  const level = colon === -1 ? field.defaultLevel : toLevel(field, text.slice(colon + 1).trim());
  const reason = findSkillNameError(name, field, skill);
  if (reason !== null) found.reasons.add(reason);
  if (level === null) found.reasons.add(describeLevelRule(name, field));
  // With an invalid name or level it still counts as one of the list.
  found.skills.push({ name: skill, level: level ?? field.defaultLevel });
}

function toLevel({ maxLevel }: SkillsField, text: string): number | null {
  const level = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return level >= 1 && level <= maxLevel ? level : null;
}
