import { jobParams } from "@/lib/jobs/schemas";
import { invalidCursor } from "@/lib/performance/pagination/ranking-cursor";

type JobPosition = { readonly setAsideAt: Date; readonly id: string };

const farthest = Date.parse("2300-01-01T00:00:00Z");

/** A place in the list of jobs as an opaque text for the caller to come back with. */
export function createJobCursor({ setAsideAt, id }: JobPosition): string {
  return `${setAsideAt.getTime().toString(36)}_${id}`;
}

/** @throws AppError `invalid_request` for what no list of jobs has given. */
export function parseJobCursor(cursor: string): JobPosition {
  const [, time = "", id = ""] = /^([0-9a-z]{1,9})_(.{36})$/.exec(cursor) ?? [];
  const milliseconds = Number.parseInt(time, 36);
  if (!jobParams.safeParse({ id }).success || !(milliseconds <= farthest)) throw invalidCursor();
  return { setAsideAt: new Date(milliseconds), id };
}
