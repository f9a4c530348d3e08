"use client";

import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { ChoiceSwitch } from "@/components/ui/forms/choice-switch";
import { PageLink } from "@/components/ui/page-link";
import { getSignInUrl } from "@/lib/auth/sign-in/safe-callback";
import { nameOfLanguage } from "@/lib/i18n/language-names";
import type { Language } from "@/lib/i18n/messages";
import { setPreferenceCookie } from "@/lib/preferences/keep-preference";
import { languageCookie } from "@/lib/preferences/preference-cookies";
import type { Theme } from "@/lib/preferences/theme";
import { ProductMark } from "./product-mark";
import { ThemeSwitch } from "./theme-switch";

const menuId = "appearance-menu";

/** The header of public pages: language and theme, which signed-in readers find in their settings, and signing in. */
export function VisitorHeader({
  productName,
  language,
  theme,
}: {
  productName: string;
  language: Language;
  theme: Theme | null;
}) {
  const { translate } = useTexts();
  const router = useRouter();
  const path = usePathname();
  const [chosen, setChosen] = useState(language);
  return (
    <header className="sticky top-0 z-10 border-line border-b bg-surface print:hidden">
      <div className="page-width flex h-14 items-center gap-3">
        <PageLink
          href="/docs/api"
          className="flex shrink-0 items-center gap-2 rounded-md font-semibold"
        >
          <ProductMark />
          <span className="sr-only sm:not-sr-only">{productName}</span>
        </PageLink>
        <button
          type="button"
          popoverTarget={menuId}
          className={`${buttonClasses("quiet")} ml-auto`}
        >
          {translate("appearance.title")}
        </button>
        <div id={menuId} popover="auto" className="account-menu">
          <div className="grid gap-3 p-3">
            <ChoiceSwitch
              name="language"
              label={translate("appearance.language")}
              options={[
                { value: "en", label: nameOfLanguage.en },
                { value: "de", label: nameOfLanguage.de },
              ]}
              chosen={chosen}
              onChoose={(value) => {
                setChosen(value);
                setPreferenceCookie(languageCookie, value);
                router.refresh();
              }}
            />
            <ThemeSwitch theme={theme} />
          </div>
        </div>
        <PageLink href={getSignInUrl(path)} className={buttonClasses("primary")}>
          {translate("signIn.title")}
        </PageLink>
      </div>
    </header>
  );
}
