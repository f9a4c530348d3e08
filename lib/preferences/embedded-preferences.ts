import { resolveLocale } from "@/lib/i18n/messages";
import { type Preferences, parseLanguage } from "@/lib/preferences/preference-cookies";
import { parseTheme } from "@/lib/preferences/theme";

const anywhere = "https://embedded.invalid";

/**
 * How a page for other sites' frames wants to look: by its own address (`?theme=`, `?lang=`), else by the browser's
 * languages and the system. It knows no cookie, so it looks the same to whoever looks. Null for every other page.
 */
export function embeddedPreferences(
  path: string | null,
  acceptLanguage: string | null,
): Preferences | null {
  if (!path?.startsWith("/embed/") || !URL.canParse(path, anywhere)) {
    return null;
  }
  const { searchParams } = new URL(path, anywhere);
  const language = parseLanguage(searchParams.get("lang") ?? undefined);
  return {
    locale: resolveLocale(acceptLanguage, language),
    language,
    clock: null,
    theme: parseTheme(searchParams.get("theme") ?? undefined),
  };
}
