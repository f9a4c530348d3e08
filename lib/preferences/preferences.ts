import "server-only";
import { cookies, headers } from "next/headers";
import { pagePathHeader } from "@/lib/auth/sign-in/safe-callback";
import { resolveLocale } from "@/lib/i18n/messages";
import { embeddedPreferences } from "@/lib/preferences/embedded-preferences";
import {
  clockCookie,
  languageCookie,
  type Preferences,
  parseClock,
  parseLanguage,
  withClock,
} from "@/lib/preferences/preference-cookies";
import { parseTheme, themeCookie } from "@/lib/preferences/theme";

/** How the person who asks for a page wants to see it; of one for other sites' frames, how that site does. */
export async function getPreferences(): Promise<Preferences> {
  const requestHeaders = await headers();
  const acceptLanguage = requestHeaders.get("accept-language");
  const embedded = embeddedPreferences(requestHeaders.get(pagePathHeader), acceptLanguage);
  if (embedded !== null) {
    return embedded;
  }
  const requestCookies = await cookies();
  const language = parseLanguage(requestCookies.get(languageCookie)?.value);
  const clock = parseClock(requestCookies.get(clockCookie)?.value);
  const locale = resolveLocale(acceptLanguage, language);
  return {
    locale: withClock(locale, clock),
    language,
    clock,
    theme: parseTheme(requestCookies.get(themeCookie)?.value),
  };
}
