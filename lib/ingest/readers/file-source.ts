import { createFileError } from "./file-error";

/** A file that can be read from its start more than once: first to recognize its format, then to read its rows. */
export type FileSource = { readonly open: () => AsyncIterable<Uint8Array> };

export const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** The file, whose reading fails as soon as it is larger than 512 MB. */
export function limitFileSize({ open }: FileSource, maximum = MAX_FILE_BYTES): FileSource {
  return {
    open: async function* limited() {
      let size = 0;
      for await (const chunk of open()) {
        size += chunk.length;
        if (size > maximum) {
          throw createFileError("The file is larger than 512 MB. Split it into several files.");
        }
        yield chunk;
      }
    },
  };
}

export async function readStart({ open }: FileSource, length: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of open()) {
    parts.push(chunk);
    size += chunk.length;
    if (size >= length) break;
  }
  return Buffer.concat(parts).subarray(0, length);
}

/** Reads a small file whole. */
export async function readWhole({ open }: FileSource): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of open()) parts.push(chunk);
  return Buffer.concat(parts);
}
