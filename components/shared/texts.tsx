"use client";

import dynamic from "next/dynamic";
import { type ReactNode, use } from "react";
import type { Language } from "@/lib/i18n/messages";
import { once } from "@/lib/once";
import { TextProvider } from "./text-provider";

const catalogs = {
  en: once(() => untilItComes(() => import("@/messages/en.json").then((file) => file.default))),
  de: once(() => untilItComes(() => import("@/messages/de.json").then((file) => file.default))),
};

const retryMilliseconds = { first: 1_000, longest: 30_000 };

/** Where a file cannot be fetched, what the server wrote stays to be read, and is taken over when the file has come. */
async function untilItComes<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  for (let wait = retryMilliseconds.first; ; wait = Math.min(2 * wait, retryMilliseconds.longest)) {
    try {
      return await load();
    } catch {
      await new Promise((done) => setTimeout(done, wait));
    }
  }
}

const Nothing = () => null;
const drawNothing = () => Nothing;

/** Draws nothing: a page names the files of what is `dynamic` in its head, so that the texts come with it and not after it. */
const announcements = {
  en: dynamic(() => import("@/messages/en.json").then(drawNothing, drawNothing)),
  de: dynamic(() => import("@/messages/de.json").then(drawNothing, drawNothing)),
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
