import { open } from "node:fs/promises";
import type { Column } from "@/lib/ingest/readers/raw-row";
import { rejectionsAsCsv, rejectionsAsNdjson } from "@/lib/ingest/render-rejections";
import type { Rejection } from "@/lib/performance/imports/import-input";
import { CommandError } from "./failure";

type ImportedFile = { readonly columns: readonly Column[]; readonly settings: string };

export type RejectionsFile = {
  /** Takes the columns of the imported file, and how its values are read. */
  readonly begin: (file: ImportedFile) => void;
  readonly write: (rejections: readonly Rejection[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Writes rejected rows as NDJSON for .ndjson and .jsonl, else as CSV. A file that exists is kept, unless it may be
 * overwritten.
 */
export async function openRejectionsFile(
  path: string,
  mayOverwrite: boolean,
): Promise<RejectionsFile> {
  const format = /\.(?:ndjson|jsonl)$/i.test(path) ? rejectionsAsNdjson : rejectionsAsCsv;
  const file = await openNew(path, mayOverwrite);
  let imported: ImportedFile | null = null;
  let isBegun = false;
  const begin = async () => {
    if (isBegun) return;
    isBegun = true;
    await file.write(format.header(imported?.columns ?? []));
  };
  return {
    begin: (found) => {
      imported = found;
    },
    write: async (rejections) => {
      await begin();
      await file.write(format.rows(rejections, imported?.columns ?? [], imported?.settings ?? ""));
    },
    close: async () => {
      if (imported !== null) await begin();
      await file.close();
    },
  };
}

async function openNew(path: string, mayOverwrite: boolean) {
  try {
    return await open(path, mayOverwrite ? "w" : "wx");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      throw new CommandError(
        `${path} exists already. Nothing was imported. Name another file for the rejected rows, or add --force.`,
      );
    }
    throw error;
  }
}
