import { parseId, type ReadParameter } from "@/components/shared/search-parameters";
import { parseSorting } from "@/components/ui/sorting";
import { isWithinDateLimits } from "@/lib/performance/domain/time/date-limits";
import { type LogsFilter, logsPageLength } from "@/lib/performance/history/reads";
import type { HistoryEntry } from "@/lib/performance/summaries/schemas";

export const newestFirst = { sort: "when", isDescending: true } as const;

/** The last entry that pages reach; programs read further by cursor. */
export const deepest = 50_000;
/** The last page that has a number. */
export const lastPage = deepest / logsPageLength;

export const onlyNames = ["late", "moved"] as const;

export const entryKinds = ["completion", "late", "reversal", "correction", "policy"] as const;

/** The view of the logs that the URL describes. Invalid values are ignored. */
export function parseLogsView(read: ReadParameter): LogsFilter & { kind: Kind | null } {
  const { isDescending } = parseSorting(read("sort"), ["when"], newestFirst);
  return {
    page: parseId(read("page")) ?? 1,
    userId: parseId(read("person")),
    kind: entryKinds.find((kind) => kind === read("kind")) ?? null,
    only: onlyNames.find((name) => name === read("only")) ?? null,
    from: parseDay(read("from")),
    to: parseDay(read("to")),
    sort: isDescending ? "-created_at" : "created_at",
  };
}

type Kind = HistoryEntry["kind"];

/** A day in the range of the logs; null for anything else. */
export function parseDay(value: string | null): string | null {
  if (value === null || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return null;
  }
  const time = Date.parse(`${value}T00:00:00Z`);
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
  return isReal && isWithinDateLimits(value) ? value : null;
}
