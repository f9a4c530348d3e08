"use client";

import dynamic from "next/dynamic";
import { type ReactNode, use } from "react";
import type { Language } from "@/lib/messages";
import { once } from "@/lib/once";
import { TextProvider } from "./text-provider";

const catalogs = {
  en: once(() => import("@/messages/en.json").then((file) => file.default)),
  de: once(() => import("@/messages/de.json").then((file) => file.default)),
};

const Nothing = () => null;

/** Draws nothing: a page names the files of what is `dynamic` in its head, so that the texts come with it and not after it. */
const announcements = {
  en: dynamic(() => import("@/messages/en.json").then(() => Nothing)),
  de: dynamic(() => import("@/messages/de.json").then(() => Nothing)),
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
  const Announcement = announcements[language];
  return (
    <>
      <Announcement />
      {/* One provider for all languages: with another in its place the page would begin anew, without focus or what was typed. */}
      <TextProvider locale={locale} messages={use(catalogs[language]())}>
        {children}
      </TextProvider>
    </>
  );
}
