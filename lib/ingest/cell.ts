import { toSteps } from "@/lib/performance/domain/scoring/fact";
import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";
import type { ColumnName } from "./columns";

/** An invalid cell, for which the row is rejected. */
export class CellError extends Error {
  readonly field: string;

  constructor(field: string, reason: string) {
    super(reason);
    this.name = "CellError";
    this.field = field;
  }
}

/**
 * Control characters except line ends, tabs and those of ISO 6429 (U+0080–U+009F), which occur in real texts as remains
 * of old code pages.
 */
const FORBIDDEN_CONTROL = /[^\P{Cc}\t\n\r\u{80}-\u{9f}]/u;
const ANY_CONTROL = /[^\P{Cc}\u{80}-\u{9f}]/u;
const LONE_SURROGATE = /\p{Surrogate}/u;

type TextRules = { readonly maxLength: number; readonly lines: "one" | "many" };

/** Trims the text. Null for an empty cell. */
export function readText(field: ColumnName, cell: unknown, rules: TextRules): string | null {
  const text = toText(field, cell).trim();
  if (text === "") return null;
  requirePlainText(field, text, rules.lines);
  // A code point takes one or two units, so code points are counted only for a long text.
  if (text.length > rules.maxLength && [...text].length > rules.maxLength) {
    throw new CellError(field, `${field} must have at most ${rules.maxLength} characters.`);
  }
  return text;
}

export function readRequiredText(field: ColumnName, cell: unknown, rules: TextRules): string {
  const text = readText(field, cell, rules);
  if (text === null) throw new CellError(field, `${field} must not be empty.`);
  return text;
}

export type ParsedInstant = { readonly instant: Date; readonly isDate: boolean };

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a time without an offset in `timeZone`. Null for an empty cell. */
export function readInstant(
  field: ColumnName,
  cell: unknown,
  timeZone: string,
  dateOnly: "start" | "end",
): ParsedInstant | null {
  const text = readText(field, cell, { maxLength: 64, lines: "one" });
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

/** Reads a number in whole steps, rounded half up. Null for an empty cell. */
export function readSteps(
  field: ColumnName,
  cell: unknown,
  { stepsPerUnit, maximum }: { readonly stepsPerUnit: 100 | 10_000; readonly maximum: number },
): number | null {
  const text = readText(field, cell, { maxLength: 400, lines: "one" });
  if (text === null) return null;
  const steps = toStepsOrNull(text, stepsPerUnit);
  // The range applies before rounding: 10.004 is above 10.
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
    throw new CellError(field, `${field} has half of a character (a lone surrogate).`);
  }
}
