import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GET as getAuditLog } from "@/app/api/performance/audit-log/route";
import { getTranslate } from "@/app/translate";
import { AuditLogSection } from "@/components/administration/audit-log-section";
import { isBackwards, parseAuditLogView } from "@/components/administration/audit-log-view";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SettingsPage } from "@/components/settings/settings-page";
import { readerOf } from "@/components/shared/search-parameters";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";
import { auditLogOptions } from "@/lib/performance/administration/reads";

type Parameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("auditLog.title") };
}

export default async function AuditLogPage({ searchParams }: { searchParams: Parameters }) {
  const context = await requireSessionContext();
  if (!hasPermission(context.actor, "view_administration_log")) {
    return <NotAllowed />;
  }
  const filter = parseAuditLogView(readerOf(await searchParams));
  const page = createPageQueries(context);
  if (!isBackwards(filter)) {
    await page.prefetchPages(getAuditLog, auditLogOptions(filter));
  }
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator={hasPermission(context.actor, "manage_organization")} isAuditor>
        <AuditLogSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
