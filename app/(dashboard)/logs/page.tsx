import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { GET as getLogs } from "@/app/api/performance/logs/route";
import { getTranslate } from "@/app/translate";
import { Logs } from "@/components/history/logs";
import { lastPage, parseLogsView } from "@/components/history/logs-view";
import { NotAllowed } from "@/components/layout/not-allowed";
import { readerOf } from "@/components/shared/search-parameters";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { logsOptions } from "@/lib/performance/history/reads";

type Parameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.logs") };
}

export default async function LogsPage({ searchParams }: { searchParams: Parameters }) {
  const context = await requireSessionContext();
  if (!hasPermission(context.actor, "view_audit_log")) {
    return <NotAllowed />;
  }
  if (!showsIndividuals(context)) {
    return <NotAllowed reason="notAllowed.aggregate" />;
  }
  const view = parseLogsView(readerOf(await searchParams));
  const { page: number, from, to } = view;
  const page = createPageQueries(context);
  const canBeRead = number <= lastPage && (from === null || to === null || from <= to);
  const logs = canBeRead
    ? await loadOrForbidden(() => page.prefetch(getLogs, logsOptions(view)))
    : undefined;
  if (logs === null) {
    return <NotAllowed />;
  }
  const translate = await getTranslate();
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <h1 className="mb-1 font-semibold text-2xl">{translate("navigation.logs")}</h1>
      <p className="mb-6 text-muted">{translate("logs.scope")}</p>
      <Logs />
    </HydrationBoundary>
  );
}
