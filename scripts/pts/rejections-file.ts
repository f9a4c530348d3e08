import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";
import type { Rejection } from "@/lib/performance/imports/import-input";
import { neutralizeFormulas } from "@/lib/spreadsheet-text";

export type RejectionsFile = {
  readonly write: (rejections: readonly Rejection[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

const header = ["row", "field", "reason", ...fileFieldNames, "more"];

/**
 * Writes rejected rows with their number, field and reason: as NDJSON for .ndjson and .jsonl, else as CSV, with
 * formulas escaped for spreadsheets.
 */
export function openRejectionsFile(path: string): RejectionsFile {
  const file = createWriteStream(path);
  const isNdjson = /\.(?:ndjson|jsonl)$/i.test(path);
  // Without a listener an error would end the process. `finished` throws it at the end.
  file.on("error", () => undefined);
  // `finished` reports the error of a write too.
  const write = (text: string) =>
    new Promise<void>((resolve) => {
      file.write(text, () => resolve());
    });
  const opened = isNdjson ? Promise.resolve() : write(toCsv([header]));
  return {
    write: async (rejections) => {
      await opened;
      await write(
        isNdjson
          ? rejections.map((rejection) => `${JSON.stringify(rejection)}\n`).join("")
          : toCsv(rejections.map(toCells)),
      );
    },
    close: async () => {
      await opened;
      file.end();
      await finished(file);
    },
  };
}

function toCells({ row, field, reason, given }: Rejection): readonly string[] {
  const known = fileFieldNames.map((name) => toText(given[name]));
  const others = Object.entries(given).filter(
    ([name]) => !fileFieldNames.some((known) => known === name),
  );
  const more = others.length === 0 ? "" : JSON.stringify(Object.fromEntries(others));
  return [String(row), field, reason, ...known, more];
}

function toText(cell: unknown): string {
  if (cell === undefined || cell === null) return "";
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { record_delimiter: "windows", cast: { string: neutralizeFormulas } },
  );
}
