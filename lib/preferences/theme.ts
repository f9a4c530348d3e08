export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The server reads it for each page, so that the first paint has the chosen theme. */
export const themeCookie = "theme";

/** Null for no choice or an invalid one: the system decides. */
export function parseTheme(value: string | undefined): Theme | null {
  return themes.find((theme) => theme === value) ?? null;
}
