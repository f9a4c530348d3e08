import { entryKinds, onlyNames } from "@/components/history/logs-view";
import { parseId, type ReadParameter } from "@/components/shared/search-parameters";
import { type HistoryFilter, noHistoryFilter } from "@/lib/performance/history/reads";
import type { HistoryEntry } from "@/lib/performance/summaries/schemas";

/** The view of the history that the URL describes. Invalid values are ignored. */
export type HistoryView = HistoryFilter & {
  /** The entry to show and mark. */
  readonly entryId: number | null;
};

export const evidenceNames = ["tasks", "due", "skill_rated", "difficulty_rated", "timed"] as const;

export function parseHistoryView(read: ReadParameter): HistoryView {
  return {
    ...noHistoryFilter,
    kind: entryKinds.find((kind) => kind === read("kind")) ?? null,
    evidence: evidenceNames.find((name) => name === read("evidence")) ?? null,
    only: onlyNames.find((name) => name === read("only")) ?? null,
    entryId: parseId(read("entry")),
  };
}

/** Whether the wanted entry is not among the listed ones. */
export function isElsewhere(entryId: number | null, shown: readonly HistoryEntry[]): boolean {
  return entryId !== null && !shown.some(({ id }) => id === entryId);
}
