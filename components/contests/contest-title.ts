import { getTitle } from "@/components/history/entry-title";
import type { Translate } from "@/lib/i18n/messages";
import { getVisibleTitle } from "@/lib/i18n/person-name";
import type { ContestResponse } from "@/lib/performance/contests/schemas";

/** The title of the contested work; its number where the title is hidden. */
export function getContestTitle(
  { entry, assignment_id: id, assignment_title: title }: ContestResponse,
  translate: Translate,
): string {
  if (entry !== null) return getTitle(entry, translate);
  return getVisibleTitle(translate, title) ?? translate("history.untitled", { id });
}
