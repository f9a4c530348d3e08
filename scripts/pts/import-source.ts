import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import type { ImportFormat } from "@/lib/ingest/read-assignments";
import { CommandError } from "./failure";

export type ImportSource = {
  readonly format: ImportFormat;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The part of it that was read, 0–1; null for a stream of unknown length. */
  readonly readShare: () => number | null;
};

const formatOfExtension: Readonly<Record<string, ImportFormat>> = {
  ".csv": "csv",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** A file, or standard input for `-`. The format is that of the extension unless it is named. */
export async function openImportSource(
  path: string,
  format: ImportFormat | undefined,
): Promise<ImportSource> {
  const found = format ?? (path === "-" ? "csv" : formatOfExtension[extname(path).toLowerCase()]);
  if (found === undefined) {
    throw new CommandError(`${path} is neither .csv nor .ndjson: name its format with --format.`);
  }
  if (path === "-") return { format: found, bytes: process.stdin, readShare: () => null };
  const { size } = await stat(path);
  const stream = createReadStream(path);
  return {
    format: found,
    bytes: stream,
    readShare: () => (size === 0 ? 1 : stream.bytesRead / size),
  };
}
