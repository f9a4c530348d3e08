import "server-only";
import { createFormat } from "@/lib/i18n/format";
import { getMessages } from "@/lib/i18n/message-catalog";
import { createTranslate } from "@/lib/i18n/messages";
import type { Words } from "@/lib/i18n/words";

const translate = createTranslate("en", getMessages("en"));

/** The language of the API's sentences, with days of a time zone. */
export function getEnglish(timeZone: string): Words {
  return { translate, format: createFormat({ locale: "en", timeZone, translate }) };
}

/** The same for sentences without times, for which the time zone has no effect. */
export const english: Words = getEnglish("UTC");
