import { fileFieldNames, timeFieldNames } from "@/lib/performance/domain/assignments/field-names";
import type { ImportRow, RowError } from "@/lib/performance/imports/import-row";
import { restoreText } from "@/lib/spreadsheet-text";
import { ownFormat } from "./built-in/own-format";
import { parseAssignmentRow, type RowSettings } from "./mapping/assignment-row";
import { type MappedRow, mapRow } from "./mapping/map-row";
import { ReadingFindings } from "./mapping/reading-findings";
import type { ReadingPlan } from "./mapping/reading-plan";
import { readNdjson } from "./readers/ndjson";
import type { RawRow } from "./readers/raw-row";

/** Which of several rows of one id counts; null where each id has one row. */
export type LatestRows = ReadonlySet<number> | null;

/** Reads rows as a plan says: each is an assignment, is rejected with all of its errors, or is skipped. */
export async function* readRows(
  rows: AsyncIterable<RawRow>,
  plan: ReadingPlan,
  settings: RowSettings,
  findings: ReadingFindings,
  latest: LatestRows = null,
): AsyncGenerator<ImportRow> {
  for await (const stored of rows) {
    const raw = plan.isRejections ? restoreCells(stored) : stored;
    const { rowNumber, error } = raw;
    const given = toStorable(raw.given);
    if (latest !== null && error === null && !latest.has(rowNumber)) {
      findings.countSkipped("a row that a later one of its id replaces");
      yield { rowNumber, given, row: null, errors: [], isSkipped: true };
    } else if (error !== null) {
      yield { rowNumber, given, row: null, errors: [error] };
    } else {
      yield { rowNumber, given, ...readRow(mapRow(raw, plan, findings), settings, findings) };
    }
  }
}

/** Before anything else, so that a row that is rejected again does not gather marks. */
function restoreCells(raw: RawRow): RawRow {
  const cells = Object.entries(raw.given).map(([key, cell]) => [
    key,
    typeof cell === "string" ? restoreText(cell) : cell,
  ]);
  return { ...raw, given: Object.fromEntries(cells) };
}

function readRow(mapped: MappedRow, settings: RowSettings, findings: ReadingFindings) {
  const { cells, person, texts } = mapped;
  if (person.kind === "none") {
    findings.countSkipped(person.shown);
    return { row: null, errors: [], isSkipped: true } as const;
  }
  const { row, errors } = parseAssignmentRow(cells, settings, mapped.errors);
  if (row !== null) return { row, errors: [] } as const;
  const assignee = person.kind === "name" ? person.name : null;
  return { row: null, errors: errors.map((error) => withValue(error, texts)), assignee };
}

function withValue(error: RowError, texts: ReadonlyMap<string, string>): RowError {
  const value = texts.get(error.field);
  return value === undefined ? error : { ...error, value };
}

/** A value nested more deeply than a cell is kept as text, so that any row can be stored. */
function toStorable(given: RawRow["given"]): RawRow["given"] {
  if (Object.values(given).every((cell) => typeof cell === "string")) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, cell]) => [
      key,
      isShallow(cell) ? cell : JSON.stringify(cell),
    ]),
  );
}

function isShallow(cell: unknown): boolean {
  const isSimple = (value: unknown) => typeof value !== "object" || value === null;
  if (isSimple(cell)) return true;
  return Object.values(cell ?? {}).every(
    (value) => isSimple(value) || Object.values(value ?? {}).every(isSimple),
  );
}

/**
 * Streams assignments that this program writes itself as NDJSON in the import format; null clears what is stored.
 * @throws AppError if the whole file must be rejected.
 */
export function readAssignments(
  source: AsyncIterable<Uint8Array>,
  settings: RowSettings,
): AsyncGenerator<ImportRow> {
  const column = (name: string) => ({ name, key: name });
  const dates = {
    orders: { "/": null, "-": null },
    midnightIsDay: false,
    timeZone: settings.timeZone,
    hasMilliseconds: false,
  };
  const plan: ReadingPlan = {
    mapping: ownFormat,
    columns: {
      byField: new Map(fileFieldNames.map((name) => [name, [column(name)]])),
      ignored: [],
      substitutes: new Set(),
      repeated: [],
    },
    dates: new Map(timeFieldNames.map((name) => [name, dates])),
    decimals: new Map(),
    latestBy: null,
    choices: { clearEmpty: true },
    isRejections: false,
    notes: [],
  };
  return readRows(readNdjson(source), plan, settings, new ReadingFindings());
}
