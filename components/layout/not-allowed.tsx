"use client";

import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { MessagePage } from "@/components/ui/message-page";
import { PageLink } from "@/components/ui/page-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";

/** In place of a page that whoever looks may not see: why, and where to go instead. */
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
