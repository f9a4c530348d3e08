import { jobParams } from "@/lib/jobs/schemas";
import { createInvalidCursorError } from "@/lib/performance/pagination/ranking-cursor";

type JobCursor = { readonly failedAt: Date; readonly id: string };

const latest = Date.parse("2300-01-01T00:00:00Z");

/** An opaque text for the client. */
export function createJobCursor({ failedAt, id }: JobCursor): string {
  return `${failedAt.getTime().toString(36)}_${id}`;
}

/** @throws AppError `invalid_request` for a malformed cursor. */
export function parseJobCursor(cursor: string): JobCursor {
  const [, time = "", id = ""] = /^([0-9a-z]{1,9})_(.{36})$/.exec(cursor) ?? [];
  const milliseconds = Number.parseInt(time, 36);
  if (!jobParams.safeParse({ id }).success || !(milliseconds <= latest))
    throw createInvalidCursorError();
  return { failedAt: new Date(milliseconds), id };
}
