import type { Translate } from "@/lib/i18n/messages";
import { getVisibleTitle } from "@/lib/i18n/person-name";
import type { HistoryEntry } from "@/lib/performance/summaries/schemas";

/** A line that names the subject of an entry. */
export function getTitle(entry: HistoryEntry, translate: Translate): string {
  if (entry.assignment_id === null) {
    return translate(`kind.${entry.kind}.name`);
  }
  const title = getVisibleTitle(translate, entry.assignment_title);
  return title ?? translate("history.untitled", { id: entry.assignment_id });
}
