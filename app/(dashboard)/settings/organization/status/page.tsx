import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { GET as getStatus } from "@/app/api/performance/status/route";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SettingsPage } from "@/components/settings/settings-page";
import { StatusSections } from "@/components/status/status-sections";
import { createPageQueries } from "@/lib/api/page-queries";
import { statusRead } from "@/lib/status/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("status.title") };
}

export default async function StatusPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const page = createPageQueries(context);
  await page.prefetch(getStatus, statusRead.options());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator>
        <StatusSections />
      </SettingsPage>
    </HydrationBoundary>
  );
}
