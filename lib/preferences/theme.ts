export const themes = ["light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Read by the server at each page, so that the first paint already has the chosen theme. */
export const themeCookie = "theme";

/** Null: nothing (or nonsense) was chosen, the system decides. */
export function parseTheme(value: string | undefined): Theme | null {
  return themes.find((theme) => theme === value) ?? null;
}
