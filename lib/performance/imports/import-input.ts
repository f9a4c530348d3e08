import type { ImportRow } from "./import-row";

export type ImportProgress = {
  /** Rows are first read to the end of the file, then applied member by member. */
  readonly phase: "reading" | "applying";
  /** Rows read, or rows applied. */
  readonly done: number;
  /** Rows to apply; null while nobody knows how many there are. */
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
  /** Whether assignees whom nobody knows become members, instead of their rows being turned away. */
  readonly createMembers: boolean;
  /** Counts what the import would do, and does nothing. */
  readonly dryRun: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Gets the rows that were turned away, by number, a page at a time. */
  readonly onRejections?: (rejections: readonly Rejection[]) => void | Promise<void>;
};
