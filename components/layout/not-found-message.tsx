"use client";

import Link from "next/link";
import { buttonClasses } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
import { useTexts } from "./text-provider";

/** In place of what is not there, or not to be seen. */
export function NotFoundMessage() {
  const { translate } = useTexts();
  return (
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
  );
}
