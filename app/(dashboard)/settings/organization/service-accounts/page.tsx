import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { GET as listServiceAccounts } from "@/app/api/service-accounts/route";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { ServiceAccountsSection } from "@/components/settings/service-accounts-section";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { serviceAccountsRead } from "@/lib/auth/service-accounts/reads";
import { listScopesOfServiceAccounts } from "@/lib/performance/access/permissions";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("serviceAccounts.title") };
}

export default async function ServiceAccountsPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const page = createPageQueries(context);
  await page.prefetch(listServiceAccounts, serviceAccountsRead.options());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator>
        <ServiceAccountsSection allowedScopes={listScopesOfServiceAccounts()} />
      </SettingsPage>
    </HydrationBoundary>
  );
}
