import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { GET as listJobs } from "@/app/api/performance/jobs/route";
import { getTranslate } from "@/app/translate";
import { JobsSection } from "@/components/jobs/jobs-section";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { jobsOptions } from "@/lib/jobs/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.jobs") };
}

export default async function JobsPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const page = createPageQueries(context);
  await page.prefetchPages(listJobs, jobsOptions());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator>
        <JobsSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
