import "server-only";
import { cookies, headers } from "next/headers";
import { resolveLocale } from "@/lib/messages";
import { parseTheme, type Theme, themeCookie } from "@/lib/theme";

export type Preferences = {
  /** BCP 47. */
  readonly locale: string;
  /** Null: as the system has it. */
  readonly theme: Theme | null;
};

/** How the person who asks for a page wants to see it. */
export async function getPreferences(): Promise<Preferences> {
  const [requestHeaders, requestCookies] = await Promise.all([headers(), cookies()]);
  return {
    locale: resolveLocale(requestHeaders.get("accept-language")),
    theme: parseTheme(requestCookies.get(themeCookie)?.value),
  };
}
