import { JsonNumber } from "@/lib/ingest/readers/json-text";
import { removeInvisible } from "@/lib/ingest/readers/raw-row";
import { type FileFieldName, getField } from "@/lib/performance/domain/assignments/field-names";
import { describeTimeRule } from "@/lib/performance/domain/assignments/value-rules";
import { type ReadDate, readDate } from "./dates";
import { normalizeWord } from "./mapping";
import { readDecimal } from "./numbers";
import type { ReadingPlan } from "./reading-plan";
import { readLabels } from "./skills";

/** The value of a cell as the import format writes it, or why it has none. */
export type MappedCell = { readonly value: unknown } | { readonly reason: string };

/** Maps one value to a field that is neither the assignee nor the status. */
export function mapCell(
  name: FileFieldName,
  key: string,
  value: unknown,
  plan: ReadingPlan,
): MappedCell {
  const error = findSpreadsheetError(name, value);
  if (error !== null) return { reason: error };
  switch (getField(name).kind) {
    case "time":
      return mapTime(name, key, value, plan);
    case "number":
      return mapNumber(name, key, value, plan);
    case "skills":
      return { value: readLabels(value, plan.mapping.skillsHaveLevels === true) };
    default:
      return mapText(name, value);
  }
}

const SPREADSHEET_ERROR =
  /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|GETTING_DATA|NV|WERT!|BEZUG!|ZAHL!|ÜBERLAUF!)$/;

/** Why a cell has no value where a spreadsheet could not calculate it; null for any other cell. */
export function findSpreadsheetError(name: FileFieldName, value: unknown): string | null {
  return typeof value === "string" && SPREADSHEET_ERROR.test(value.trim())
    ? `${name} has an error of a spreadsheet instead of a value.`
    : null;
}

function mapText(name: FileFieldName, value: unknown): MappedCell {
  if (value instanceof JsonNumber) {
    const { digits } = value;
    return digits === null
      ? { reason: `${name} must be text or a whole number written with all of its digits.` }
      : { value: digits };
  }
  if (typeof value !== "string") return { value };
  return { value: name === "title" ? value.normalize("NFC").trim() : removeInvisible(value) };
}

function mapTime(name: FileFieldName, key: string, value: unknown, plan: ReadingPlan): MappedCell {
  const text = value instanceof JsonNumber ? value.text : value;
  const dates = plan.dates.get(key);
  if (typeof text !== "string" || dates === undefined) return { value: text };
  const read = readDate(removeInvisible(text), dates);
  if ("text" in read) return { value: read.text };
  return { reason: describeDateProblem(name, read.problem) };
}

function describeDateProblem(
  name: FileFieldName,
  problem: Extract<ReadDate, { problem: unknown }>["problem"],
): string {
  if (problem === "unreadable") return describeTimeRule(name);
  return problem === "contradictory"
    ? `${name} names another day of the week than its date has.`
    : `${name} can be read day first or month first: add --date-order dmy or mdy.`;
}

function mapNumber(
  name: FileFieldName,
  key: string,
  value: unknown,
  { choices, decimals }: ReadingPlan,
): MappedCell {
  if (value instanceof JsonNumber) return { value: value.text };
  if (typeof value !== "string") return { value };
  const text = removeInvisible(value);
  const chosen = name === "difficulty" ? choices.difficulties?.[normalizeWord(text)] : undefined;
  return { value: chosen ?? readDecimal(text, decimals.get(key) ?? ".") };
}
