import "server-only";
import { createFormat } from "@/lib/i18n/format";
import { getMessages } from "@/lib/i18n/message-catalog";
import { createTranslate } from "@/lib/i18n/messages";
import type { Words } from "./explanation-words";

const translate = createTranslate("en", getMessages("en"));

/** The language of the API's sentences. They contain no times, so the time zone has no effect. */
export const english: Words = {
  translate,
  format: createFormat({ locale: "en", timeZone: "UTC", translate }),
};
