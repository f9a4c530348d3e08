import "server-only";
import type { Language, Messages } from "@/lib/i18n/messages";
import german from "@/messages/de.json";
import english from "@/messages/en.json";

const catalog: Record<Language, Messages> = { en: english, de: german };

/** All texts of a language, for the server. Browsers load them by components/shared/texts.tsx. */
export function getMessages(language: Language): Messages {
  return catalog[language];
}
