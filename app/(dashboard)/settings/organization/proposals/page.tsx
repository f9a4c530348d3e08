import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GET as listProposals } from "@/app/api/performance/proposals/route";
import { getTranslate } from "@/app/translate";
import { ProposalsSection } from "@/components/administration/proposals-section";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";
import { proposalsOptions } from "@/lib/performance/administration/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("proposals.title") };
}

export default async function ProposalsPage() {
  const context = await requireSessionContext();
  if (!hasPermission(context.actor, "view_administration_log")) {
    return <NotAllowed />;
  }
  const page = createPageQueries(context);
  await page.prefetchPages(listProposals, proposalsOptions());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator={hasPermission(context.actor, "manage_organization")} isAuditor>
        <ProposalsSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
