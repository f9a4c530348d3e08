import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GET as listEvaluations } from "@/app/api/performance/evaluations/route";
import { getTranslate } from "@/app/translate";
import { EvaluationsSection } from "@/components/evaluations/evaluations-section";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";
import { evaluationsRead } from "@/lib/performance/evaluations/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("evaluations.title") };
}

export default async function EvaluationsPage() {
  const context = await requireSessionContext();
  if (!hasPermission(context.actor, "view_administration_log")) {
    return <NotAllowed />;
  }
  const page = createPageQueries(context);
  await page.prefetch(listEvaluations, evaluationsRead.options());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator={hasPermission(context.actor, "manage_organization")} isAuditor>
        <EvaluationsSection currentMode={context.organization.privacyMode} />
      </SettingsPage>
    </HydrationBoundary>
  );
}
