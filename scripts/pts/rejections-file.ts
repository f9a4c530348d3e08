import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { columnNames } from "@/lib/ingest/columns";
import type { Rejection } from "@/lib/performance/imports/import-input";

export type RejectionsFile = {
  readonly write: (rejections: readonly Rejection[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

const header = ["row", "field", "reason", ...columnNames, "more"];

/**
 * Writes rows that were turned away with their number, field and reason: as NDJSON where the name
 * ends so, else as CSV, whose texts no spreadsheet takes for formulas.
 */
export function openRejectionsFile(path: string): RejectionsFile {
  const file = createWriteStream(path);
  const isNdjson = /\.(?:ndjson|jsonl)$/i.test(path);
  // Without a listener an error would end the process; `finished` tells of it when it closes.
  file.on("error", () => undefined);
  // An error of one write is that of the file, which closing it tells.
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
  const known = columnNames.map((name) => toText(given[name]));
  const others = Object.entries(given).filter(
    ([name]) => !columnNames.some((known) => known === name),
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
    { record_delimiter: "windows", escape_formulas: true },
  );
}
