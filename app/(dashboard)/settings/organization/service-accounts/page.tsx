import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { GET as getOrganization } from "@/app/api/performance/organization/route";
import { GET as listServiceAccounts } from "@/app/api/service-accounts/route";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { AllowedOriginsSection } from "@/components/settings/allowed-origins-section";
import { ServiceAccountsSection } from "@/components/settings/service-accounts-section";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { serviceAccountsRead } from "@/lib/auth/service-accounts/reads";
import { listScopesOfServiceAccounts } from "@/lib/performance/access/permissions";
import { organizationRead } from "@/lib/performance/members/reads";

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
  await Promise.all([
    page.prefetch(listServiceAccounts, serviceAccountsRead.options()),
    page.prefetch(getOrganization, organizationRead.options()),
  ]);
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator>
        <ServiceAccountsSection allowedScopes={listScopesOfServiceAccounts()} />
        <AllowedOriginsSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
