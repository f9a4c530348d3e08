import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GET as getOrganization } from "@/app/api/performance/organization/route";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { OrganizationSettings } from "@/components/members/organization-form";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { organizationRead } from "@/lib/performance/members/reads";
import { findAdministrator } from "./find-administrator";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("organization.title") };
}

export default async function OrganizationPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const page = createPageQueries(context);
  await page.prefetch(getOrganization, organizationRead.options());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator>
        <OrganizationSettings />
      </SettingsPage>
    </HydrationBoundary>
  );
}
