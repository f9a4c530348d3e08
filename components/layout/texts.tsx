"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Language } from "@/lib/messages";

const textsOf = {
  en: dynamic(() => import("./english-texts").then(({ EnglishTexts }) => EnglishTexts)),
  de: dynamic(() => import("./german-texts").then(({ GermanTexts }) => GermanTexts)),
};

/** Hands the texts of one language down: a file that the browser keeps, and of which it fetches no other language's. */
export function Texts({
  language,
  locale,
  children,
}: {
  language: Language;
  locale: string;
  children: ReactNode;
}) {
  const TextsOfLanguage = textsOf[language];
  return <TextsOfLanguage locale={locale}>{children}</TextsOfLanguage>;
}
