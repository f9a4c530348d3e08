import { createFileError } from "./file-error";

/** Cells of a sheet up to the last row and column, whether they have a value or not. */
const MAX_POSITIONS = 5_000_000;
const MAX_ROW = 1_048_576;
const MAX_COLUMN = 16_384;

const START = /<(?:[^\s<>/:]+:)?(?:row|c)(?=[\s/>])/g;
const TAG = /<(?:[^\s<>/:]+:)?(?:row|c)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>/g;
const PLACE = /(?:^|\s)r\s*=\s*["']([^"']*)["']/;
const CELL_WITH_TYPE =
  /(<(?:[^\s<>/:]+:)?c(?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*?\s+t\s*=\s*)(["'])[ed]\2/g;
const FORMULA_WITHOUT_VALUE =
  /(<((?:[^\s<>/:]+:)?)c\s(?:[^>"']|"[^"]*"|'[^']*')*?)>\s*<\2f(?:\s[^>]*)?(?:\/>|>[^<]*<\/\2f>)\s*<\/\2c>/g;

/** What Excel shows where a formula has no value. */
const NO_VALUE = "#CALC!";

/**
 * The XML of a sheet in which an error stays visible, a date in ISO 8601 is a text, and a formula that was never
 * calculated is no empty cell.
 * @throws AppError for cells so far apart that their table would fill the memory.
 */
export function prepareSheet(xml: string): string {
  if (/<!DOCTYPE/i.test(xml)) throw createUnreadableError();
  requireBounds(xml);
  return xml
    .replace(CELL_WITH_TYPE, "$1$2str$2")
    .replace(FORMULA_WITHOUT_VALUE, (_, start: string, prefix: string) => {
      const withoutType = start.replace(/\st\s*=\s*(?:"[^"]*"|'[^']*')/, "");
      return `${withoutType} t="str"><${prefix}v>${NO_VALUE}</${prefix}v></${prefix}c>`;
    });
}

function requireBounds(xml: string): void {
  let tags = 0;
  let rows = 1;
  let columns = 1;
  for (const [, attributes = ""] of xml.matchAll(TAG)) {
    tags += 1;
    const place = PLACE.exec(attributes)?.[1];
    if (place === undefined) continue;
    const [, letters = "", row = ""] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place) ?? [];
    rows = Math.max(rows, row === "" ? MAX_ROW + 1 : Number(row));
    columns = Math.max(columns, toColumnNumber(letters));
  }
  if (tags !== (xml.match(START)?.length ?? 0)) throw createUnreadableError();
  if (rows > MAX_ROW || columns > MAX_COLUMN || rows * columns > MAX_POSITIONS) {
    throw createFileError(
      "The first sheet of this workbook has cells that are too far apart. Delete the empty rows and columns, or save it as CSV UTF-8.",
    );
  }
}

function toColumnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

export function createUnreadableError(cause?: unknown) {
  return createFileError("This workbook cannot be read. Save it as CSV UTF-8.", cause);
}
