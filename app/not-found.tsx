import type { Metadata } from "next";
import { NotFoundMessage } from "@/components/layout/not-found-message";
import { getMessages } from "@/lib/message-catalog";
import { createTranslate, languageOf, type Translate } from "@/lib/messages";
import { getPreferences } from "@/lib/preferences";

async function getTranslate(): Promise<Translate> {
  const { locale } = await getPreferences();
  return createTranslate(locale, getMessages(languageOf(locale)));
}

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("notFound.title") };
}

export default function NotFound() {
  return (
    <main>
      <NotFoundMessage />
    </main>
  );
}
