import { type Language, languages } from "@/lib/i18n/messages";
import type { Theme } from "@/lib/preferences/theme";

/** Read by the server at each page, as the theme is. */
export const languageCookie = "language";
export const clockCookie = "clock";

export const clocks = ["h12", "h23"] as const;
/** Whether hours are counted to 12 or to 23. */
export type Clock = (typeof clocks)[number];

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

/** Null: nothing (or nonsense) was chosen, the browser's languages decide. */
export function parseLanguage(value: string | undefined): Language | null {
  return languages.find((language) => language === value) ?? null;
}

/** Null: as is usual where the locale is spoken. */
export function parseClock(value: string | undefined): Clock | null {
  return clocks.find((clock) => clock === value) ?? null;
}

/** The locale with the clock in it: whatever writes a time by this locale keeps to it. */
export function withClock(locale: string, clock: Clock | null): string {
  return clock === null ? locale : new Intl.Locale(locale, { hourCycle: clock }).toString();
}
