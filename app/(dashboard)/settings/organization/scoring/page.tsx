import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { PolicySection } from "@/components/policies/policy-section";
import { SettingsPage } from "@/components/settings/settings-page";
import { getPolicy } from "@/lib/performance/policies/get-policy";
import { policyOptions } from "@/lib/performance/policies/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.scoring") };
}

export default async function ScoringPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const queries = new QueryClient();
  const policy = await getPolicy(context);
  queries.setQueryData(policyOptions().queryKey, policy);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SettingsPage isAdministrator>
        <PolicySection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
