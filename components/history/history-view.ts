import { entryKinds } from "@/components/history/logs-view";
import { parseId, type ReadParameter } from "@/components/shared/team-view";
import { type HistoryFilter, noHistoryFilter } from "@/lib/performance/history/reads";
import type { HistoryEntry } from "@/lib/performance/summaries/schemas";

/** What the address asks of the history. Anything in it that is nothing it could ask for counts as not there. */
export type HistoryView = HistoryFilter & {
  /** Shown and marked whatever else is shown. */
  readonly entryId: number | null;
};

export const evidenceNames = ["tasks", "due", "skill_rated", "difficulty_rated", "timed"] as const;

export function parseHistoryView(read: ReadParameter): HistoryView {
  return {
    ...noHistoryFilter,
    kind: entryKinds.find((kind) => kind === read("kind")) ?? null,
    evidence: evidenceNames.find((name) => name === read("evidence")) ?? null,
    entryId: parseId(read("entry")),
  };
}

/** Whether an entry that is asked for is not among those shown. */
export function isElsewhere(entryId: number | null, shown: readonly HistoryEntry[]): boolean {
  return entryId !== null && !shown.some(({ id }) => id === entryId);
}
