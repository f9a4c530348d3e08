import type { LogsFilter } from "@/lib/performance/shared/query-options";
import { withQuery } from "@/lib/performance/shared/with-query";

type Format = "csv" | "json";

/** Where the ledger is downloaded, filtered as it is shown, newest first. */
export function getLogsExportUrl({ userId, kind, from, to }: LogsFilter, format: Format) {
  return withQuery("/export/logs", { format, user_id: userId, kind, from, to });
}

/** Where a member's figures are downloaded. */
export function getUserExportUrl(userId: number, days: number, format: Format) {
  return withQuery(`/export/user/${userId}`, { format, days });
}

/** Where all whom the caller sees are downloaded. */
export function getTeamExportUrl(format: Format) {
  return withQuery("/export/team", { format });
}
