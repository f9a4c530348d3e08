import { type Language, languages } from "@/lib/i18n/messages";
import type { Theme } from "@/lib/preferences/theme";

/** The server reads these for each page, like the theme. */
export const languageCookie = "language";
export const clockCookie = "clock";

export const clocks = ["h12", "h23"] as const;
/** Whether hours are counted to 12 or to 23. */
export type Clock = (typeof clocks)[number];

export type Preferences = {
  /** BCP 47, with the chosen clock in it. */
  readonly locale: string;
  /** Null: the browser's languages decide. */
  readonly language: Language | null;
  /** Null: the locale decides. */
  readonly clock: Clock | null;
  /** Null: the system decides. */
  readonly theme: Theme | null;
};

/** Null for no choice or an invalid one: the browser's languages decide. */
export function parseLanguage(value: string | undefined): Language | null {
  return languages.find((language) => language === value) ?? null;
}

/** Null: the locale decides. */
export function parseClock(value: string | undefined): Clock | null {
  return clocks.find((clock) => clock === value) ?? null;
}

/** The locale with the clock in it, so that all times of this locale use it. */
export function applyClock(locale: string, clock: Clock | null): string {
  return clock === null ? locale : new Intl.Locale(locale, { hourCycle: clock }).toString();
}
