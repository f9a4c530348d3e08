import type { Translate } from "@/lib/messages";
import type { AssignmentShown } from "@/lib/performance/schemas/assignments";
import { titleShown } from "@/lib/person-name";

/** What a piece of work is called; by its number where the title may not be shown. */
export function workTitle(
  { id, title }: Pick<AssignmentShown, "id" | "title">,
  translate: Translate,
): string {
  return titleShown(translate, title) ?? translate("history.untitled", { id });
}
