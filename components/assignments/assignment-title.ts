import type { Translate } from "@/lib/i18n/messages";
import { titleShown } from "@/lib/i18n/person-name";
import type { AssignmentShown } from "@/lib/performance/assignments/schemas";

/** What a piece of work is called; by its number where the title may not be shown. */
export function workTitle(
  { id, title }: Pick<AssignmentShown, "id" | "title">,
  translate: Translate,
): string {
  return titleShown(translate, title) ?? translate("history.untitled", { id });
}
