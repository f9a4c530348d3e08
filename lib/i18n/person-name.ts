import type { Translate } from "@/lib/i18n/messages";
import { ERASED_TITLE, isErasedName } from "@/lib/performance/domain/privacy/erased-name";

/** How a person is called on a page: by the name they gave themselves, or as somebody who was erased. */
export function personName(
  translate: Translate,
  person: { readonly username: string; readonly display_name: string },
): string {
  return isErasedName(person.username)
    ? translate("erasure.person", { number: person.username.replace(/\D/g, "") })
    : person.display_name;
}

/** What a piece of work is called on a page: by its title, in words where that was erased; null where it may not be shown. */
export function getVisibleTitle(translate: Translate, title: string | null): string | null {
  return title === ERASED_TITLE ? translate("erasure.work") : title;
}
