import { resolveLocale } from "@/lib/i18n/messages";
import { type Preferences, parseLanguage } from "@/lib/preferences/preference-cookies";
import { parseTheme } from "@/lib/preferences/theme";

const anywhere = "https://embedded.invalid";

/**
 * The preferences of an embedded page: from its URL (`?theme=`, `?lang=`), else from the browser's languages and the
 * system. It reads no cookie, so it looks the same to every visitor. Null for other pages.
 */
export function readEmbeddedPreferences(
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
