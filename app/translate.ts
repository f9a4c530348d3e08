import "server-only";
import { getMessages } from "@/lib/i18n/message-catalog";
import { createTranslate, type Translate, toLanguage } from "@/lib/i18n/messages";
import { getPreferences } from "@/lib/preferences/preferences";

/** The texts in the language of whoever asks for the page. */
export async function getTranslate(): Promise<Translate> {
  const { locale } = await getPreferences();
  return createTranslate(locale, getMessages(toLanguage(locale)));
}
