import "server-only";
import { cookies, headers } from "next/headers";
import { type Language, resolveLocale } from "@/lib/messages";
import {
  type Clock,
  clockCookie,
  languageCookie,
  parseClock,
  parseLanguage,
  withClock,
} from "@/lib/preference-cookies";
import { parseTheme, type Theme, themeCookie } from "@/lib/theme";

export type Preferences = {
  /** BCP 47, with the chosen clock in it. */
  readonly locale: string;
  /** Null: as the browser's languages say. */
  readonly language: Language | null;
  /** Null: as the locale has it. */
  readonly clock: Clock | null;
  /** Null: as the system has it. */
  readonly theme: Theme | null;
};

/** How the person who asks for a page wants to see it. */
export async function getPreferences(): Promise<Preferences> {
  const [requestHeaders, requestCookies] = await Promise.all([headers(), cookies()]);
  const language = parseLanguage(requestCookies.get(languageCookie)?.value);
  const clock = parseClock(requestCookies.get(clockCookie)?.value);
  const locale = resolveLocale(requestHeaders.get("accept-language"), language);
  return {
    locale: withClock(locale, clock),
    language,
    clock,
    theme: parseTheme(requestCookies.get(themeCookie)?.value),
  };
}
