import type { ImportRow } from "./import-row";

export type ImportProgress = {
  /** Rows are first read to the end of the file, then applied member by member. */
  readonly phase: "reading" | "applying";
  /** Rows read, or rows applied. */
  readonly done: number;
  /** Rows to apply; null until their number is known. */
  readonly total: number | null;
};

export type Rejection = {
  /** Counted from 1 after the header. */
  readonly row: number;
  readonly field: string;
  readonly reason: string;
  /** The row itself, by column. */
  readonly given: Readonly<Record<string, unknown>>;
};

export type ImportInput = {
  readonly rows: AsyncIterable<ImportRow>;
  readonly format: "csv" | "ndjson";
  /** Whether unknown assignees become members; otherwise their rows are rejected. */
  readonly createMembers: boolean;
  /** Counts what the import would do, and changes nothing. */
  readonly dryRun: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Receives the rejected rows by row number, a page at a time. */
  readonly onRejections?: (rejections: readonly Rejection[]) => void | Promise<void>;
};
