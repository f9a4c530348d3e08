import "server-only";
import { getMessages } from "@/lib/i18n/message-catalog";
import { createTranslate, type Translate, toLanguage } from "@/lib/i18n/messages";
import { getPreferences } from "@/lib/preferences/preferences";

/** The texts in the language of the reader of the page. */
export async function getTranslate(): Promise<Translate> {
  const { locale } = await getPreferences();
  return createTranslate(locale, getMessages(toLanguage(locale)));
}
