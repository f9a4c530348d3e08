"use client";

import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
import { PageLink } from "@/components/ui/page-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";

/** Replaces a page that the reader may not see: the reason, and a link to another page. */
export function NotAllowed({ reason = "notAllowed.body" }: { reason?: PlainMessageKey }) {
  const { translate } = useTexts();
  return (
    <MessagePage
      title={translate("notAllowed.title")}
      action={
        <PageLink href="/" className={buttonClasses("primary")}>
          {translate("notFound.home")}
        </PageLink>
      }
    >
      <p>{translate(reason)}</p>
    </MessagePage>
  );
}
