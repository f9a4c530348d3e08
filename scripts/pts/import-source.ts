import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { ImportFormat } from "@/lib/ingest/open-table";
import { type FileSource, limitFileSize } from "@/lib/ingest/readers/file-source";

export type ImportSource = FileSource & {
  /** Undefined where the content decides. */
  readonly format: ImportFormat | undefined;
  /** The share that was read since the last opening, 0–1. */
  readonly readShare: () => number | null;
  readonly close: () => Promise<void>;
};

const formatByExtension: Readonly<Record<string, ImportFormat>> = {
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** @param path a file, or `-` for standard input. @param format default: by the extension and content of the file. */
export async function openImportSource(
  path: string,
  format: ImportFormat | undefined,
): Promise<ImportSource> {
  if (path === "-") return openStandardInput(format);
  return openFile(path, format ?? formatByExtension[extname(path).toLowerCase()]);
}

/** Standard input can be read once only, but its format is recognized first: it is kept in a temporary file. */
async function openStandardInput(format: ImportFormat | undefined): Promise<ImportSource> {
  const folder = await mkdtemp(join(tmpdir(), "pts-import-"));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "input");
    const input = limitFileSize({ open: () => process.stdin });
    await writeFile(path, input.open(), { mode: 0o600 });
    return { ...(await openFile(path, format)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openFile(path: string, format: ImportFormat | undefined): Promise<ImportSource> {
  const { size } = await stat(path);
  let stream = createReadStream(path, { end: 0 });
  return {
    format,
    open: () => {
      stream = createReadStream(path);
      return stream;
    },
    readShare: () => (size === 0 ? 1 : stream.bytesRead / size),
    close: async () => undefined,
  };
}
