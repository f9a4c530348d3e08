import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { GET as listConnections } from "@/app/api/performance/connections/route";
import { getTranslate } from "@/app/translate";
import { ConnectionsSection } from "@/components/connections/connections-section";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { connectionsRead } from "@/lib/performance/connections/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("connections.title") };
}

export default async function ConnectionsPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const page = createPageQueries(context);
  await page.prefetch(listConnections, connectionsRead.options());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator>
        <ConnectionsSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
