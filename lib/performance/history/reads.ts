import { definePagedRead, defineRead } from "@/lib/http/define-read";
import type {
  HistoryEntry,
  HistoryQuery,
  historyQuery,
  userHistory,
  userParams,
} from "@/lib/performance/summaries/schemas";
import type { LogsQuery, logsQuery, performanceLogs } from "./log-schemas";

export const userHistoryRead = definePagedRead<{
  params: typeof userParams;
  query: typeof historyQuery;
  response: typeof userHistory;
}>("/api/performance/user/{id}/history");

export const logsRead = defineRead<{ query: typeof logsQuery; response: typeof performanceLogs }>(
  "/api/performance/logs",
);

/** The largest number of days that the API takes: longer than any history. */
export const longestPeriodDays = 36_500;

const historyPageLength = 25;

/** Null leaves a filter out. */
export type HistoryFilter = {
  readonly kind: HistoryEntry["kind"] | null;
  /** The entries behind a figure, of all days, as the figure is. */
  readonly evidence: NonNullable<HistoryQuery["evidence"]> | null;
  readonly only: NonNullable<HistoryQuery["only"]> | null;
};

export const noHistoryFilter: HistoryFilter = { kind: null, evidence: null, only: null };

export function userHistoryOptions(
  userId: number,
  periodDays: number,
  { kind, evidence, only }: HistoryFilter = noHistoryFilter,
) {
  const days = evidence === null ? periodDays : longestPeriodDays;
  return userHistoryRead.pages({
    id: userId,
    days,
    limit: historyPageLength,
    kind,
    evidence,
    only,
  });
}

/** One entry of a member's history, however old. */
export function userEntryOptions(userId: number, entryId: number) {
  return userHistoryRead.options({ id: userId, days: longestPeriodDays, entry_id: entryId });
}

/** Entries of one page of the logs. */
export const logsPageLength = 50;

export type LogsFilter = {
  readonly page: number;
  readonly userId: number | null;
  readonly kind: HistoryEntry["kind"] | null;
  readonly only: NonNullable<LogsQuery["only"]> | null;
  /** The first and the last local day. */
  readonly from: string | null;
  readonly to: string | null;
  readonly sort: LogsQuery["sort"];
};

export function logsOptions({ userId, ...filter }: LogsFilter) {
  return logsRead.options({ ...filter, limit: logsPageLength, user_id: userId });
}
