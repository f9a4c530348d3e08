import type { Metadata } from "next";
import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
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

export default async function NotFound() {
  const translate = await getTranslate();
  return (
    <main>
      <MessagePage
        title={translate("notFound.title")}
        action={
          <Link href="/" className={buttonClasses("primary")}>
            {translate("notFound.home")}
          </Link>
        }
      >
        <p>{translate("notFound.body")}</p>
      </MessagePage>
    </main>
  );
}
