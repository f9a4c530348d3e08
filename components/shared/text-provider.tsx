"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useMarkHydrated } from "@/components/ui/hydration";
import { createFormat, type Format } from "@/lib/i18n/format";
import { createTranslate, type Messages, type Translate } from "@/lib/i18n/messages";

type Texts = { readonly locale: string; readonly translate: Translate; readonly format: Format };

const TextContext = createContext<Texts | null>(null);

/** Provides the texts. Times are in UTC until a zone is known. */
export function TextProvider({
  locale,
  messages,
  children,
}: {
  locale: string;
  messages: Messages;
  children: ReactNode;
}) {
  useMarkHydrated();
  const texts = useMemo(() => {
    const translate = createTranslate(locale, messages);
    return { locale, translate, format: createFormat({ locale, timeZone: "UTC", translate }) };
  }, [locale, messages]);
  return <TextContext value={texts}>{children}</TextContext>;
}

/** Provides times in the organization's zone. */
export function TimeZoneProvider({
  timeZone,
  children,
}: {
  timeZone: string;
  children: ReactNode;
}) {
  const outer = useTexts();
  const texts = useMemo(() => {
    const { locale, translate } = outer;
    return { locale, translate, format: createFormat({ locale, timeZone, translate }) };
  }, [outer, timeZone]);
  return <TextContext value={texts}>{children}</TextContext>;
}

export function useTexts(): Texts {
  const texts = useContext(TextContext);
  if (texts === null) {
    throw new Error("useTexts needs a TextProvider above it.");
  }
  return texts;
}
