"use client";

import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
import { PageLink } from "@/components/ui/page-link";

/** Replaces a page that does not exist or is hidden. */
export function NotFoundMessage() {
  const { translate } = useTexts();
  return (
    <MessagePage
      title={translate("notFound.title")}
      action={
        <PageLink href="/" className={buttonClasses("primary")}>
          {translate("notFound.home")}
        </PageLink>
      }
    >
      <p>{translate("notFound.body")}</p>
    </MessagePage>
  );
}
