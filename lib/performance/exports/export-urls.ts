import { toApiUrl } from "@/lib/http/api-url";
import type { LogsFilter } from "@/lib/performance/history/reads";

type Format = "csv" | "json";

/** The URL that downloads the ledger with the filters of the page, newest first. */
export function getLogsExportUrl({ userId, kind, only, from, to }: LogsFilter, format: Format) {
  const filter = { user_id: userId, kind, only, from, to };
  return toApiUrl("/api/performance/export/logs", { format, ...filter });
}

/** The URL that downloads a member's figures. */
export function getUserExportUrl(userId: number, days: number, format: Format) {
  return toApiUrl("/api/performance/export/user/{id}", { id: userId, format, days });
}

/** The URL that downloads the figures of all members that the caller may see. */
export function getTeamExportUrl(format: Format) {
  return toApiUrl("/api/performance/export/team", { format });
}
