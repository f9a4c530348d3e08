import { AppError } from "@/lib/errors";
import type { ParamCode } from "@/lib/param-codes";
import type { ExportFormat } from "@/lib/performance/exports/schemas";
import {
  createEntryCursor,
  createIdCursor,
  type ListCursor,
  parseEntryCursor,
  parseIdCursor,
} from "@/lib/performance/pagination/list-cursor";

export type ResumeInput = {
  readonly format: ExportFormat;
  readonly cursor?: string | undefined;
  readonly after?: bigint | undefined;
};

export type ExportStart = {
  /** The largest id of the export; null: there are no rows. */
  readonly upTo: bigint | null;
  /** The earliest instant of the export; null where its filters name it. */
  readonly since: Date | null;
  /** The last row that the reader has; null: none. */
  readonly after: ListCursor | null;
  /** Whether the reader has the beginning of the file. */
  readonly isResumed: boolean;
};

/**
 * Where an export begins: with its first row, or with the one after the last whole row of a download that broke off.
 * The rows of a resumed export are those of the first request: none is written later.
 *
 * @throws AppError `invalid_request` for a format whose parts are no file together, and for an unknown row.
 */
export async function findExportStart(
  { format, cursor, after }: ResumeInput,
  find: {
    readonly newestId: () => Promise<bigint | null>;
    readonly place: (id: bigint) => Promise<ListCursor | null>;
    /** Of an export whose first day depends on the present: a resumed one keeps that of its first request. */
    readonly since?: Date;
  },
): Promise<ExportStart> {
  if (cursor === undefined) {
    if (after !== undefined) throw createError("after", "conflicting", "goes with cursor only");
    const upTo = await find.newestId();
    return { upTo, since: find.since ?? null, after: null, isResumed: false };
  }
  if (format === "json") {
    throw createError("cursor", "conflicting", "goes with format=csv and format=ndjson only");
  }
  const { id: upTo, createdAt: since } =
    find.since === undefined
      ? { id: parseIdCursor(cursor, "bigint"), createdAt: null }
      : parseEntryCursor(cursor);
  if (after === undefined) return { upTo, since, after: null, isResumed: false };
  const place = await find.place(after);
  if (place === null) {
    const reason = "names no row of this export; start again without a cursor";
    throw createError("after", "unknown_reference", reason);
  }
  return { upTo, since, after: place, isResumed: true };
}

/** What a later request needs to resume; null where the export cannot be resumed. */
export function findResumePosition(
  { upTo, since }: ExportStart,
  format: ExportFormat,
): string | null {
  if (upTo === null || format === "json") return null;
  return since === null ? createIdCursor(upTo) : createEntryCursor({ createdAt: since, id: upTo });
}

function createError(name: string, code: ParamCode, reason: string): AppError {
  return new AppError("invalid_request", `This export cannot be resumed: ${name} ${reason}.`, {
    invalidParams: [{ name, code, reason }],
  });
}
