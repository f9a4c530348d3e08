"use client";

import dynamic from "next/dynamic";
import { type ReactNode, use } from "react";
import type { Language } from "@/lib/i18n/messages";
import { once } from "@/lib/once";
import { TextProvider } from "./text-provider";

const catalogs = {
  en: once(() => loadWithRetries(() => import("@/messages/en.json").then((file) => file.default))),
  de: once(() => loadWithRetries(() => import("@/messages/de.json").then((file) => file.default))),
};

const retryMilliseconds = { first: 1_000, longest: 30_000 };

/** Retries until the file arrives: until then the server's markup stays readable, and is hydrated afterwards. */
async function loadWithRetries<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
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

/** Renders nothing: a page preloads the files of `dynamic` components, so that the texts arrive with it. */
const announcements = {
  en: dynamic(() => import("@/messages/en.json").then(drawNothing, drawNothing)),
  de: dynamic(() => import("@/messages/de.json").then(drawNothing, drawNothing)),
};

/** Provides the texts of one language from a file that the browser caches; no other language is loaded. */
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
      {/* One provider for all languages: another one would remount the page, and lose the focus and typed text. */}
      <TextProvider locale={locale} messages={use(catalogs[language]())}>
        {children}
      </TextProvider>
    </>
  );
}
