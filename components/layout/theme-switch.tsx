"use client";

import { useState } from "react";
import { type Theme, themeCookie } from "@/lib/theme";
import { useTexts } from "./text-provider";

const choices = ["system", "light", "dark"] as const;
type Choice = (typeof choices)[number];

const labels = {
  system: "theme.system",
  light: "theme.light",
  dark: "theme.dark",
} as const;

const oneYearInSeconds = 31_536_000;

/** Shown at once, and kept in a cookie so that the server renders the next page in it. */
function applyTheme(choice: Choice): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  const root = document.documentElement;
  if (choice === "system") {
    delete root.dataset.theme;
    writeCookie(`${themeCookie}=; Path=/; Max-Age=0; SameSite=Lax${secure}`);
  } else {
    root.dataset.theme = choice;
    writeCookie(
      `${themeCookie}=${choice}; Path=/; Max-Age=${oneYearInSeconds}; SameSite=Lax${secure}`,
    );
  }
}

/** The Cookie Store API would be nicer, but browsers leave it out on plain HTTP. */
function writeCookie(cookie: string): void {
  Reflect.set(document, "cookie", cookie);
}

export function ThemeSwitch({ theme }: { theme: Theme | null }) {
  const { translate } = useTexts();
  const [chosen, setChosen] = useState<Choice>(theme ?? "system");
  return (
    <fieldset className="grid grid-cols-3 rounded-md bg-sunken p-0.5">
      <legend className="sr-only">{translate("theme.label")}</legend>
      {choices.map((choice) => (
        <label
          key={choice}
          className="rounded-sm px-2 py-1 text-center text-muted text-sm has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent-ink"
        >
          <input
            type="radio"
            name="theme"
            value={choice}
            checked={chosen === choice}
            onChange={() => {
              setChosen(choice);
              applyTheme(choice);
            }}
            className="sr-only"
          />
          {translate(labels[choice])}
        </label>
      ))}
    </fieldset>
  );
}
