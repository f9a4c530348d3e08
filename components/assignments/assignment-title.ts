import type { Translate } from "@/lib/i18n/messages";
import { getVisibleTitle } from "@/lib/i18n/person-name";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";

/** The title of an assignment; its number where the title is hidden. */
export function getAssignmentTitle(
  { id, title }: Pick<AssignmentResponse, "id" | "title">,
  translate: Translate,
): string {
  return getVisibleTitle(translate, title) ?? translate("history.untitled", { id });
}
