import "server-only";
import type { Database } from "@/lib/db/client";
import type { FileSource } from "@/lib/ingest/readers/file-source";
import { findImportPart, insertImportPart } from "@/lib/performance/imports/queries/import-parts";
import type { ImportKey } from "@/lib/performance/imports/queries/imports";

/** Large enough for few statements, and small enough for many uploads at once. */
const PART_BYTES = 262_144;

/**
 * Stores a file in parts as it comes.
 * @returns its size.
 */
export async function storeFile(
  database: Database,
  key: ImportKey,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let size = 0;
  let number = 0;
  const store = async (bytes: Buffer<ArrayBuffer>) => {
    await insertImportPart(database, key, number, bytes);
    number += 1;
  };
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.length;
    size += chunk.length;
    if (length < PART_BYTES) continue;
    const bytes = Buffer.concat(waiting);
    for (let start = 0; start + PART_BYTES <= length; start += PART_BYTES) {
      await store(bytes.subarray(start, start + PART_BYTES));
    }
    waiting = [bytes.subarray(length - (length % PART_BYTES))];
    length %= PART_BYTES;
  }
  if (length > 0) await store(Buffer.concat(waiting));
  return size;
}

/** The stored file of an import, a part at a time. */
export function openStoredFile(database: Database, key: ImportKey): FileSource {
  return {
    open: async function* read() {
      for (let number = 0; ; number += 1) {
        const part = await findImportPart(database, key, number);
        if (part === null) return;
        yield part;
      }
    },
  };
}
