import type { Translate } from "@/lib/i18n/messages";
import { ERASED_TITLE, isErasedName } from "@/lib/performance/domain/privacy/erased-name";

/** The name of a person on a page: the display name, or words for an erased person. */
export function personName(
  translate: Translate,
  person: { readonly username: string; readonly display_name: string },
): string {
  return isErasedName(person.username)
    ? translate("erasure.person", { number: person.username.replace(/\D/g, "") })
    : person.display_name;
}

/** The title of an assignment, or words for an erased one; null where it is hidden. */
export function getVisibleTitle(translate: Translate, title: string | null): string | null {
  return title === ERASED_TITLE ? translate("erasure.work") : title;
}
