import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { getTranslate } from "@/app/translate";
import { JobsSection } from "@/components/jobs/jobs-section";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SettingsPage } from "@/components/settings/settings-page";
import { listJobs } from "@/lib/jobs/list-jobs";
import { jobsOptions, jobsPageLength } from "@/lib/jobs/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.jobs") };
}

export default async function JobsPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const queries = new QueryClient();
  const first = await listJobs(context, { limit: jobsPageLength });
  queries.setQueryData(jobsOptions().queryKey, { pages: [first], pageParams: [null] });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SettingsPage isAdministrator>
        <JobsSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
