import "server-only";
import { cookies, headers } from "next/headers";
import { pagePathHeader } from "@/lib/auth/sign-in/safe-callback";
import { resolveLocale } from "@/lib/i18n/messages";
import { readEmbeddedPreferences } from "@/lib/preferences/embedded-preferences";
import {
  applyClock,
  clockCookie,
  languageCookie,
  type Preferences,
  parseClock,
  parseLanguage,
} from "@/lib/preferences/preference-cookies";
import { parseTheme, themeCookie } from "@/lib/preferences/theme";

/** The preferences for a page: those of the reader, or of the site that embeds it. */
export async function getPreferences(): Promise<Preferences> {
  const requestHeaders = await headers();
  const acceptLanguage = requestHeaders.get("accept-language");
  const embedded = readEmbeddedPreferences(requestHeaders.get(pagePathHeader), acceptLanguage);
  if (embedded !== null) {
    return embedded;
  }
  const requestCookies = await cookies();
  const language = parseLanguage(requestCookies.get(languageCookie)?.value);
  const clock = parseClock(requestCookies.get(clockCookie)?.value);
  const locale = resolveLocale(acceptLanguage, language);
  return {
    locale: applyClock(locale, clock),
    language,
    clock,
    theme: parseTheme(requestCookies.get(themeCookie)?.value),
  };
}
