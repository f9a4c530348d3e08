import { getEntryAnchor } from "@/lib/performance/history/entry-url";

/** The ids of the history and of its heading. */
export const historyId = "history";
export const historyTitleId = "history-title";

/** Scrolls to the history and focuses it. */
export function showHistory(): void {
  document.getElementById(historyId)?.scrollIntoView();
  document.getElementById(historyTitleId)?.focus({ preventScroll: true });
}

/** Scrolls to an entry's row and focuses it; nothing where the page does not have it yet. */
export function scrollToEntry(entryId: number): void {
  const row = document.getElementById(getEntryAnchor(entryId));
  row?.scrollIntoView({ block: "center" });
  row?.querySelector("button")?.focus({ preventScroll: true });
}
