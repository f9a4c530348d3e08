import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import type { ImportFormat } from "@/lib/ingest/read-assignments";
import { CommandError } from "./failure";

export type ImportSource = {
  readonly format: ImportFormat;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The share that was read, 0–1; null for a stream of unknown length. */
  readonly readShare: () => number | null;
};

const formatByExtension: Readonly<Record<string, ImportFormat>> = {
  ".csv": "csv",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** @param path a file, or `-` for standard input. @param format default: by the extension of the file. */
export async function openImportSource(
  path: string,
  format: ImportFormat | undefined,
): Promise<ImportSource> {
  const sourceFormat =
    format ?? (path === "-" ? "csv" : formatByExtension[extname(path).toLowerCase()]);
  if (sourceFormat === undefined) {
    throw new CommandError(
      `${path} is neither .csv nor .ndjson. Nothing was imported. Name its format with --format.`,
    );
  }
  if (path === "-") return { format: sourceFormat, bytes: process.stdin, readShare: () => null };
  const { size } = await stat(path);
  const stream = createReadStream(path);
  return {
    format: sourceFormat,
    bytes: stream,
    readShare: () => (size === 0 ? 1 : stream.bytesRead / size),
  };
}
