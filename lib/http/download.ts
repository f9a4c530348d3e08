import { z } from "zod";

/**
 * A response too long for memory: it is sent in pieces, each made when the reader takes it. An error of a piece breaks
 * the connection, so that no reader takes the rest for the whole.
 */
export class Download {
  readonly contentType: string;
  readonly fileName: string;
  readonly pieces: AsyncGenerator<string>;
  /** What a later request resumes the file by; null: nothing does. */
  readonly resumePosition: string | null;
  /** The same for clients, signed by the wrapper of the route. */
  resumeCursor: string | null = null;

  constructor(file: {
    readonly contentType: ContentType;
    /** Letters, digits, dots and hyphens. */
    readonly fileName: string;
    readonly pieces: AsyncGenerator<string>;
    readonly resumePosition?: string | null;
  }) {
    this.contentType = file.contentType;
    this.fileName = file.fileName;
    this.pieces = file.pieces;
    this.resumePosition = file.resumePosition ?? null;
  }
}

export const contentTypes = {
  json: "application/json",
  ndjson: "application/x-ndjson",
  csv: "text/csv; charset=utf-8",
} as const;

export type ContentType = (typeof contentTypes)[keyof typeof contentTypes];

/** The schema of a file by its content type: JSON, one line of NDJSON, or for CSV a text. */
export type DownloadContents = Readonly<Partial<Record<ContentType, z.ZodType>>>;

const contentsOf = new WeakMap<z.ZodType, DownloadContents>();

/** The response of a route that returns a download, in one of these content types. */
export function declareDownload(contents: DownloadContents): z.ZodType<Download, Download> {
  const response = z.instanceof(Download);
  contentsOf.set(response, contents);
  return response;
}

/** The contents of a download by the response that a route declares; null for any other response. */
export function findDownloadContents(response: z.ZodType): DownloadContents | null {
  return contentsOf.get(response) ?? null;
}
