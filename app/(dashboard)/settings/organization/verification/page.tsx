import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GET as listVerifications } from "@/app/api/performance/verifications/route";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SettingsPage } from "@/components/settings/settings-page";
import { VerificationSection } from "@/components/verification/verification-section";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";
import { verificationsRead } from "@/lib/performance/verification/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("verification.title") };
}

export default async function VerificationPage() {
  const context = await requireSessionContext();
  if (!hasPermission(context.actor, "view_administration_log")) {
    return <NotAllowed />;
  }
  const page = createPageQueries(context);
  await page.prefetch(listVerifications, verificationsRead.options());
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator={hasPermission(context.actor, "manage_organization")} isAuditor>
        <VerificationSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
