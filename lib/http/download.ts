import { z } from "zod";

/**
 * An answer too long to be held at once: it leaves piece by piece, each made when the reader wants it. Whatever a piece
 * throws ends it unfinished, and the reader must be able to tell.
 */
export class Download {
  readonly contentType: string;
  readonly fileName: string;
  readonly pieces: AsyncGenerator<string>;

  constructor(file: {
    readonly contentType: ContentType;
    /** Letters, digits, dots and hyphens. */
    readonly fileName: string;
    readonly pieces: AsyncGenerator<string>;
  }) {
    this.contentType = file.contentType;
    this.fileName = file.fileName;
    this.pieces = file.pieces;
  }
}

export const contentTypes = {
  json: "application/json",
  ndjson: "application/x-ndjson",
  csv: "text/csv; charset=utf-8",
} as const;

export type ContentType = (typeof contentTypes)[keyof typeof contentTypes];

/** What a whole file holds: JSON, one line of NDJSON, or for CSV a text. */
export type DownloadContents = Readonly<Partial<Record<ContentType, z.ZodType>>>;

const contentsOf = new WeakMap<z.ZodType, DownloadContents>();

/** The response of a route that answers with a download, in one of these content types. */
export function findDownload(contents: DownloadContents): z.ZodType<Download, Download> {
  const response = z.instanceof(Download);
  contentsOf.set(response, contents);
  return response;
}

/** What the downloads hold that a route declares as its response; null where it answers otherwise. */
export function findDownloadContents(response: z.ZodType): DownloadContents | null {
  return contentsOf.get(response) ?? null;
}
