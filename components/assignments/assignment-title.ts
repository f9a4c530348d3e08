import type { Translate } from "@/lib/i18n/messages";
import { getVisibleTitle } from "@/lib/i18n/person-name";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";

/** What a piece of work is called; by its number where the title may not be shown. */
export function getAssignmentTitle(
  { id, title }: Pick<AssignmentResponse, "id" | "title">,
  translate: Translate,
): string {
  return getVisibleTitle(translate, title) ?? translate("history.untitled", { id });
}
