import { z } from "zod";
import {
  count,
  cursorParameter,
  dateParameter,
  idParameter,
  limitParameter,
  pageParameter,
} from "@/lib/performance/shared/schemas";
import {
  completedWork,
  entryKind,
  historyEntry,
  onlyParameter,
} from "@/lib/performance/summaries/schemas";

/** Further in than this, pages are reached by `cursor`. */
export const DEEPEST_LOG = 50_000;

export const DEFAULT_LOGS = 50;

export const logsQuery = z.object({
  page: pageParameter.describe("The number of a page; by default 1. Not together with `cursor`."),
  per_page: limitParameter(DEFAULT_LOGS, 100)
    .removeDefault()
    .describe(`The same as \`limit\`, up to 100. One of the two; by default ${DEFAULT_LOGS}.`)
    .optional(),
  limit: limitParameter(DEFAULT_LOGS, 1000)
    .removeDefault()
    .describe(`The maximum number in this response; by default ${DEFAULT_LOGS}.`)
    .optional(),
  user_id: idParameter.optional().describe("Only entries of this member."),
  kind: entryKind.optional().describe("Only entries of this kind."),
  only: onlyParameter,
  from: dateParameter.describe("The first local day."),
  to: dateParameter.describe("The last local day, included."),
  cursor: cursorParameter,
  sort: z
    .enum(["-created_at", "created_at"])
    .default("-created_at")
    .describe("From the newest on, or from the oldest. A cursor is for the order that gave it."),
});
export type LogsQuery = z.output<typeof logsQuery>;

/** A ledger entry, and whose it is. */
export const performanceLog = z
  .object({
    user_id: z.number().int(),
    username: z.string(),
    display_name: z.string(),
    ...historyEntry.shape,
    work: completedWork
      .nullable()
      .describe(
        "What the assignment counts for now; null where it does not count for this member.",
      ),
  })
  .meta({ id: "PerformanceLog" });
export type PerformanceLog = z.infer<typeof performanceLog>;

export const performanceLogs = z
  .object({
    total: count
      .nullable()
      .describe(
        "All entries that match the filters, not only those of this page; null with a cursor: nothing is counted.",
      ),
    pages: count.nullable(),
    current_page: z.number().int().min(1).nullable(),
    logs: z.array(performanceLog),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "PerformanceLogs" });
export type PerformanceLogs = z.infer<typeof performanceLogs>;
