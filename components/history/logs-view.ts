import { parseId, type ReadParameter } from "@/components/shared/team-view";
import { parseSorting } from "@/components/ui/sorting";
import { type LogsFilter, logsPageLength } from "@/lib/performance/history/reads";
import type { HistoryEntry } from "@/lib/performance/summaries/schemas";

export const newestFirst = { sort: "when", isDescending: true } as const;

/** Entries that can be paged through; further in, the ledger is read by program. */
export const deepest = 50_000;
/** The last page that can be asked for by its number. */
export const lastPage = deepest / logsPageLength;

export const firstAskableDay = "1900-01-01";
export const lastAskableDay = "2200-12-31";

export const entryKinds = ["completion", "late", "reversal", "correction", "policy"] as const;

/** What the address of the logs asks for. Anything in it that is nothing it could ask for counts as not there. */
export function parseLogsView(read: ReadParameter): LogsFilter & { kind: Kind | null } {
  const { isDescending } = parseSorting(read("sort"), ["when"], newestFirst);
  return {
    page: parseId(read("page")) ?? 1,
    userId: parseId(read("person")),
    kind: entryKinds.find((kind) => kind === read("kind")) ?? null,
    from: parseDay(read("from")),
    to: parseDay(read("to")),
    sort: isDescending ? "-created_at" : "created_at",
  };
}

type Kind = HistoryEntry["kind"];

/** A day that the logs can be asked for; null for everything else. */
function parseDay(value: string | null): string | null {
  if (value === null || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return null;
  }
  const time = Date.parse(`${value}T00:00:00Z`);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
  return isReal && value >= firstAskableDay && value <= lastAskableDay ? value : null;
}
