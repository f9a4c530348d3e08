import type { ReactNode } from "react";
import { getTranslate } from "@/app/translate";
import { OfflineNotice } from "@/components/layout/offline-notice";
import { QueryProvider } from "@/components/layout/query-provider";
import { contentId, SkipLink } from "@/components/layout/skip-link";
import { VisitorHeader } from "@/components/layout/visitor-header";
import { toLanguage } from "@/lib/i18n/messages";
import { getPreferences } from "@/lib/preferences/preferences";

/** The frame of public pages for readers who are not signed in. */
export async function VisitorFrame({ children }: { children: ReactNode }) {
  const [{ theme, locale }, translate] = await Promise.all([getPreferences(), getTranslate()]);
  return (
    <>
      <SkipLink label={translate("layout.skipToContent")} />
      <VisitorHeader
        productName={translate("product.name")}
        language={toLanguage(locale)}
        theme={theme}
      />
      <main id={contentId} tabIndex={-1} className="page-width pt-6 pb-16 sm:pt-8">
        <QueryProvider>{children}</QueryProvider>
      </main>
      <OfflineNotice />
    </>
  );
}
