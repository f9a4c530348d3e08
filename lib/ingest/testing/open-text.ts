import { type FileChoices, type OpenedFile, openAssignments } from "@/lib/ingest/open-assignments";
import type { ImportRow } from "@/lib/performance/imports/import-row";

type Content = string | Uint8Array;

/** A file in memory, in these chunks. */
export function createSource(...parts: readonly Content[]) {
  return {
    open: async function* chunks() {
      for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
    },
  };
}

export type ReadFile = OpenedFile & { readonly read: readonly ImportRow[] };

/** Recognizes a file and reads all of its rows. */
export async function readFile(
  parts: readonly Content[],
  settings: { readonly timeZone: string; readonly now: Date },
  choices: FileChoices = {},
): Promise<ReadFile> {
  const opened = await openAssignments(createSource(...parts), settings, choices);
  const read: ImportRow[] = [];
  for await (const row of opened.rows) read.push(row);
  return { ...opened, read };
}
