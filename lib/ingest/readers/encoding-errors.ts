import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/errors";
import { readRecords } from "./csv-records";
import type { Dialect } from "./dialect";
import { createFileError } from "./file-error";
import type { FileSource } from "./file-source";

/**
 * Checks a file that is not UTF-8. It may be Windows-1252; where it also has characters of UTF-8, or bytes that no text
 * in Windows-1252 has, no encoding reads all of it rightly.
 * @throws AppError naming the row and column of the odd one out.
 */
export async function requireOneEncoding(
  source: FileSource,
  { delimiter, headerIndex }: Dialect,
): Promise<void> {
  const survey = new Survey();
  let row = -headerIndex;
  let header: readonly Buffer[] = [];
  try {
    for await (const { fields } of readRecords(source.open(), delimiter)) {
      if (row === 0) header = fields;
      for (const [index, field] of fields.entries()) {
        if (!isAscii(field)) survey.add(field, { row, column: nameColumn(header, index) });
      }
      row += 1;
    }
  } catch (error) {
    // The reader of the rows reports a wrong quote with its row.
    if (error instanceof AppError) return;
    throw error;
  }
  const odd = survey.findOdd();
  if (odd !== null) {
    throw createFileError(
      `${describePlace(odd)}: this cell is in another encoding than the rest, or in none that is known. Save the file as “CSV UTF-8”, or name its encoding with --encoding.`,
    );
  }
}

/** The cells that are not ASCII, by the encoding that they are in. */
class Survey {
  readonly #first = new Map<"utf8" | "other" | "implausible" | "foreign", Place>();
  #utf8 = 0;
  #other = 0;
  #plausible = 0;

  add(field: Buffer, place: Place): void {
    const kind = isUtf8(field) ? "utf8" : "other";
    if (!this.#first.has(kind)) this.#first.set(kind, place);
    if (isForeign(field.toString("latin1")) && !this.#first.has("foreign")) {
      this.#first.set("foreign", place);
    }
    if (kind === "utf8") {
      this.#utf8 += 1;
      return;
    }
    this.#other += 1;
    if (isPlausible(field)) this.#plausible += 1;
    else if (!this.#first.has("implausible")) this.#first.set("implausible", place);
  }

  findOdd(): Place | null {
    if (this.#utf8 > 0 && this.#other > 0) {
      return this.#first.get(this.#utf8 < this.#other ? "utf8" : "other") ?? null;
    }
    const foreign = this.#first.get("foreign");
    if (foreign !== undefined) return foreign;
    return this.#plausible === 0 ? (this.#first.get("implausible") ?? null) : null;
  }
}

type Place = { readonly row: number; readonly column: string };

function describePlace({ row, column }: Place): string {
  return row <= 0 ? `The header line, ${column}` : `Row ${row}, ${column}`;
}

function nameColumn(header: readonly Buffer[], index: number): string {
  return header[index]?.toString("latin1").trim() || `cell ${index + 1}`;
}

function isAscii(field: Buffer): boolean {
  return field.every((byte) => byte < 0x80);
}

/** Five letters with accents in a row are a word in another alphabet; half of a surrogate pair is CESU-8. */
const FOREIGN = /[\xa1-\xff]{5,}/g;
const GERMAN = /[äöüß]/gi;
/** Letters of other code pages (437, 850, Mac Roman, 1250, Shift JIS) are signs in Windows-1252. */
const SIGN_IN_WORD =
  /[a-z\x9a\xe0-\xff][\x80\x83\x84\x86\x87\x94\xa1-\xa5\xa7\xb1\xb3\xb9\xbc-\xbf][a-z\x9a\xe0-\xff]/i;
const CAPITAL_IN_WORD = /[a-z][\x8a\x8c\x8e\x9f][a-z]/;
const SURROGATES = /\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]/;

function isForeign(text: string): boolean {
  const words: readonly string[] = text.match(FOREIGN) ?? [];
  if (SURROGATES.test(text) || SIGN_IN_WORD.test(text) || CAPITAL_IN_WORD.test(text)) return true;
  return words.some((word) => word.replace(GERMAN, "").length > 2);
}

/** Bytes without a character, and a closing quotation mark before a word that none opened. */
const UNDEFINED = /[\x81\x8d\x8f\x90\x9d]/;
const STRAY_CLOSING = /(?:^|[\s(])[\x92\x94][a-z]/i;
const OTHER = /[\x80\x82-\x8c\x8e\x91\x93\x95-\x9c\x9e-\xff]|[^\s(][\x92\x94]/;

function isPlausible(field: Buffer): boolean {
  const text = field.toString("latin1");
  return !UNDEFINED.test(text) && !(STRAY_CLOSING.test(text) && !OTHER.test(text));
}
