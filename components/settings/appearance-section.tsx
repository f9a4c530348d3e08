"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { ThemeSwitch } from "@/components/layout/theme-switch";
import { Section } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { ChoiceSwitch } from "@/components/ui/forms/choice-switch";
import { nameOfLanguage } from "@/lib/i18n/language-names";
import type { Language } from "@/lib/i18n/messages";
import { setPreferenceCookie } from "@/lib/preferences/keep-preference";
import { type Clock, clockCookie, languageCookie } from "@/lib/preferences/preference-cookies";
import type { Theme } from "@/lib/preferences/theme";

/** The appearance of pages in this browser. */
export function AppearanceSection({
  language,
  clock,
  theme,
}: {
  language: Language | null;
  clock: Clock | null;
  theme: Theme | null;
}) {
  const { translate, format } = useTexts();
  const router = useRouter();
  // The choice is marked at once; the texts follow when the server has rendered the page.
  const [chosenLanguage, setLanguage] = useState<Language | "automatic">(language ?? "automatic");
  const [chosenClock, setClock] = useState<Clock | "automatic">(clock ?? "automatic");
  function keep(name: string, value: string): void {
    setPreferenceCookie(name, value === "automatic" ? null : value);
    router.refresh();
  }
  const automatic = { value: "automatic", label: translate("appearance.automatic") } as const;
  return (
    <Section
      id="appearance"
      title={translate("appearance.title")}
      note={translate("appearance.note")}
    >
      <div className="grid gap-4 p-4 sm:p-5">
        <Choice label={translate("appearance.language")}>
          <ChoiceSwitch
            name="language"
            label={translate("appearance.language")}
            options={[
              automatic,
              { value: "en", label: nameOfLanguage.en },
              { value: "de", label: nameOfLanguage.de },
            ]}
            chosen={chosenLanguage}
            onChoose={(value) => {
              setLanguage(value);
              keep(languageCookie, value);
            }}
          />
        </Choice>
        <Choice label={translate("theme.label")}>
          <ThemeSwitch theme={theme} name="theme-of-settings" />
        </Choice>
        <Choice
          label={translate("appearance.clock")}
          example={translate("appearance.clockExample", { time: format.hour(16) })}
        >
          <ChoiceSwitch
            name="clock"
            label={translate("appearance.clock")}
            options={[
              automatic,
              { value: "h23", label: translate("appearance.clock24") },
              { value: "h12", label: translate("appearance.clock12") },
            ]}
            chosen={chosenClock}
            onChoose={(value) => {
              setClock(value);
              keep(clockCookie, value);
            }}
          />
        </Choice>
      </div>
    </Section>
  );
}

function Choice({
  label,
  example,
  children,
}: {
  label: string;
  example?: string;
  children: ReactNode;
}) {
  return (
    <div className="grid items-center gap-x-6 gap-y-1.5 sm:grid-cols-[12rem_minmax(0,24rem)]">
      <p className="text-sm">
        <span aria-hidden="true" className="font-medium">
          {label}
        </span>
        {example === undefined ? null : <span className="block text-muted">{example}</span>}
      </p>
      {children}
    </div>
  );
}
