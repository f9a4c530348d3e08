import "server-only";
import { createFormat } from "@/lib/i18n/format";
import { getMessages } from "@/lib/i18n/message-catalog";
import { createTranslate } from "@/lib/i18n/messages";
import type { Words } from "./explanation-words";

const translate = createTranslate("en", getMessages("en"));

/** The language of the sentences that the API gives; there is no time in them, so the zone says nothing. */
export const english: Words = {
  translate,
  format: createFormat({ locale: "en", timeZone: "UTC", translate }),
};
