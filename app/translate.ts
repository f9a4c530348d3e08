import "server-only";
import { getMessages } from "@/lib/message-catalog";
import { createTranslate, languageOf, type Translate } from "@/lib/messages";
import { getPreferences } from "@/lib/preferences";

/** The texts in the language of whoever asks for the page. */
export async function getTranslate(): Promise<Translate> {
  const { locale } = await getPreferences();
  return createTranslate(locale, getMessages(languageOf(locale)));
}
