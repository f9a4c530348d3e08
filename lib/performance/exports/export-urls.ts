import { toApiUrl } from "@/lib/http/api-url";
import type { LogsFilter } from "@/lib/performance/history/reads";

type Format = "csv" | "json";

/** Where the ledger is downloaded with the filter of the page, newest first. */
export function getLogsExportUrl({ userId, kind, from, to }: LogsFilter, format: Format) {
  return toApiUrl("/api/performance/export/logs", { format, user_id: userId, kind, from, to });
}

/** Where a member's figures are downloaded. */
export function getUserExportUrl(userId: number, days: number, format: Format) {
  return toApiUrl("/api/performance/export/user/{id}", { id: userId, format, days });
}

/** Where the figures of all members in sight are downloaded. */
export function getTeamExportUrl(format: Format) {
  return toApiUrl("/api/performance/export/team", { format });
}
