import type { ReactNode } from "react";
import { getTranslate } from "@/app/translate";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { getNavigation, listAccountPages } from "@/components/layout/navigation";
import { OfflineNotice } from "@/components/layout/offline-notice";
import { QueryProvider } from "@/components/layout/query-provider";
import { SiteHeader } from "@/components/layout/site-header";
import { contentId, SkipLink } from "@/components/layout/skip-link";
import { TimeZoneProvider } from "@/components/shared/text-provider";
import type { SessionContext } from "@/lib/auth/sessions/page-session";
import { findHeaderContests } from "@/lib/performance/contests/list-contests";
import { getPreferences } from "@/lib/preferences/preferences";

/** The frame of the pages of a signed-in member. */
export async function DashboardFrame({
  context,
  children,
}: {
  context: SessionContext;
  children: ReactNode;
}) {
  const { actor, organization } = context;
  const [{ theme }, translate, contests] = await Promise.all([
    getPreferences(),
    getTranslate(),
    findHeaderContests(context),
  ]);
  return (
    <TimeZoneProvider timeZone={organization.timeZone}>
      <SkipLink label={translate("layout.skipToContent")} />
      <SiteHeader
        productName={translate("product.name")}
        navigation={getNavigation({ role: actor.role, organization, contests })}
        account={{
          displayName: actor.displayName,
          username: actor.username,
          organizationName: organization.name,
          pages: listAccountPages(actor.role),
        }}
        theme={theme}
        signOut={<SignOutButton />}
      />
      <main id={contentId} tabIndex={-1} className="page-width pt-6 pb-16 sm:pt-8">
        <QueryProvider>{children}</QueryProvider>
      </main>
      <OfflineNotice />
    </TimeZoneProvider>
  );
}
