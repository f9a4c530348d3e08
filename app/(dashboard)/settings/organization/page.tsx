import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { OrganizationSettings } from "@/components/members/organization-form";
import { SettingsPage } from "@/components/settings/settings-page";
import { organizationOptions } from "@/lib/performance/members/reads";
import { getOrganization } from "@/lib/performance/members/update-organization";
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
  const queries = new QueryClient();
  queries.setQueryData(organizationOptions().queryKey, getOrganization(context));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SettingsPage isAdministrator>
        <OrganizationSettings />
      </SettingsPage>
    </HydrationBoundary>
  );
}
