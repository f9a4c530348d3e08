import { toSteps } from "@/lib/performance/domain/scoring/fact";
import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";
import type { ColumnName } from "./columns";

/** Thrown within this folder where a cell cannot be used; the row is turned away with it. */
export class CellError extends Error {
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.name = "CellFault";
    this.field = field;
  }
}

/** Control characters but line ends and tabs; those of ISO 6429 (U+0080–U+009F) occur in real texts as remains of old code pages. */
const FORBIDDEN_CONTROL = /[^\P{Cc}\t\n\r\u{80}-\u{9f}]/u;
const ANY_CONTROL = /[^\P{Cc}\u{80}-\u{9f}]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

type TextRules = { readonly longest: number; readonly lines: "one" | "many" };

/** Text without surrounding space; null for an empty cell. */
export function readText(field: ColumnName, cell: unknown, rules: TextRules): string | null {
  const text = toText(field, cell).trim();
  if (text === "") return null;
  requirePlainText(field, text, rules.lines);
  // A code point may take two units, so this counts only where it matters.
  if (text.length > rules.longest && [...text].length > rules.longest) {
    throw new CellError(field, `${field} must have at most ${rules.longest} characters.`);
  }
  return text;
}

export function readRequiredText(field: ColumnName, cell: unknown, rules: TextRules): string {
  const text = readText(field, cell, rules);
  if (text === null) throw new CellError(field, `${field} must not be empty.`);
  return text;
}

export type Moment = { readonly instant: Date; readonly isDate: boolean };

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** A moment in the organization's zone where it has no offset; null for an empty cell. */
export function readInstant(
  field: ColumnName,
  cell: unknown,
  timeZone: string,
  dateOnly: "start" | "end",
): Moment | null {
  const text = readText(field, cell, { longest: 64, lines: "one" });
  if (text === null) return null;
  const instant = parseLocalDateTime(text, timeZone, dateOnly);
  if (instant === null) {
    throw new CellError(
      field,
      `${field} must be a date such as 2026-05-15 or a time such as 2026-05-15T14:30:00Z, from 1900 to 2200.`,
    );
  }
  return { instant, isDate: DATE_ONLY.test(text) };
}

/** A number in whole steps, rounded half up; null for an empty cell. */
export function readSteps(
  field: ColumnName,
  cell: unknown,
  { stepsPerUnit, maximum }: { readonly stepsPerUnit: 100 | 10_000; readonly maximum: number },
): number | null {
  const text = readText(field, cell, { longest: 400, lines: "one" });
  if (text === null) return null;
  const steps = toStepsOrNull(text, stepsPerUnit);
  // The range is asked of the number as given: 10.004 is above 10, though it would round to it.
  if (steps === null || Number(text) < 0 || Number(text) > maximum) {
    throw new CellError(field, `${field} must be a number from 0 to ${maximum}.`);
  }
  return steps;
}

function toStepsOrNull(text: string, stepsPerUnit: 100 | 10_000): number | null {
  try {
    return toSteps(text, stepsPerUnit);
  } catch {
    return null;
  }
}

function toText(field: ColumnName, cell: unknown): string {
  if (cell === undefined || cell === null) return "";
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return String(cell);
  throw new CellError(field, `${field} must be text or a number, not ${nameKind(cell)}.`);
}

function nameKind(cell: unknown): string {
  if (Array.isArray(cell)) return "a list";
  return typeof cell === "boolean" ? "true or false" : "an object";
}

function requirePlainText(field: ColumnName, text: string, lines: "one" | "many"): void {
  const control = (lines === "one" ? ANY_CONTROL : FORBIDDEN_CONTROL).exec(text)?.[0];
  if (control !== undefined) {
    const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    throw new CellError(field, `${field} has a control character (U+${code}).`);
  }
  if (LONE_SURROGATE.test(text)) {
    throw new CellError(field, `${field} has half of a character, which is no text.`);
  }
}
