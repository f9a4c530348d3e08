import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-refuse";
import { getTranslate } from "@/app/translate";
import { Logs } from "@/components/history/logs";
import { lastPage, parseLogsView } from "@/components/history/logs-view";
import { NotAllowed } from "@/components/layout/not-allowed";
import { readerOf } from "@/components/shared/team-view";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { hasPermission } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { getPerformanceLogs } from "@/lib/performance/history/get-performance-logs";
import { logsOptions, logsPageLength } from "@/lib/performance/shared/query-options";

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
  const { page, userId, kind, from, to, sort } = view;
  const queries = new QueryClient();
  const isAskable = page <= lastPage && (from === null || to === null || from <= to);
  const logs = isAskable
    ? await loadOrForbidden(() =>
        getPerformanceLogs(context, {
          page,
          per_page: logsPageLength,
          user_id: userId ?? undefined,
          kind: kind ?? undefined,
          from: from ?? undefined,
          to: to ?? undefined,
          sort,
        }),
      )
    : undefined;
  if (logs === null) {
    return <NotAllowed />;
  }
  if (logs !== undefined) {
    queries.setQueryData(logsOptions(view).queryKey, logs);
  }
  const translate = await getTranslate();
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <h1 className="mb-1 font-semibold text-2xl">{translate("navigation.logs")}</h1>
      <p className="mb-6 text-muted">{translate("logs.scope")}</p>
      <Logs />
    </HydrationBoundary>
  );
}
