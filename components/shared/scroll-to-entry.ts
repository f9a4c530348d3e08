import { getEntryAnchor } from "@/lib/performance/history/entry-url";

/** Where the history stands on its page, and its heading. */
export const historyId = "history";
export const historyTitleId = "history-title";

/** Brings the history into sight and the keyboard to it. */
export function showHistory(): void {
  document.getElementById(historyId)?.scrollIntoView();
  document.getElementById(historyTitleId)?.focus({ preventScroll: true });
}

/** Brings an entry's row into sight and the keyboard to it; nothing where the page does not have it yet. */
export function scrollToEntry(entryId: number): void {
  const row = document.getElementById(getEntryAnchor(entryId));
  row?.scrollIntoView({ block: "center" });
  row?.querySelector("button")?.focus({ preventScroll: true });
}
