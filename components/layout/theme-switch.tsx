"use client";

import { useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { ChoiceSwitch } from "@/components/ui/forms/choice-switch";
import { setPreferenceCookie } from "@/lib/preferences/keep-preference";
import { type Theme, themeCookie } from "@/lib/preferences/theme";

const choices = ["system", "light", "dark"] as const;
type Choice = (typeof choices)[number];

const labels = {
  system: "theme.system",
  light: "theme.light",
  dark: "theme.dark",
} as const;

/** Applies at once, and is stored so that the server renders the next page with it. */
function applyTheme(choice: Choice): void {
  const root = document.documentElement;
  if (choice === "system") {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = choice;
  }
  setPreferenceCookie(themeCookie, choice === "system" ? null : choice);
}

/** `name` distinguishes several switches on one page. */
export function ThemeSwitch({ theme, name = "theme" }: { theme: Theme | null; name?: string }) {
  const { translate } = useTexts();
  const [chosen, setChosen] = useState<Choice>(theme ?? "system");
  return (
    <ChoiceSwitch
      name={name}
      label={translate("theme.label")}
      options={choices.map((value) => ({ value, label: translate(labels[value]) }))}
      chosen={chosen}
      onChoose={(choice) => {
        setChosen(choice);
        applyTheme(choice);
      }}
    />
  );
}
