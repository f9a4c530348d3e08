import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { GET as listDecisions } from "@/app/api/performance/decisions/route";
import { getTranslate } from "@/app/translate";
import { Decisions } from "@/components/decisions/decisions";
import { NotAllowed } from "@/components/layout/not-allowed";
import { parseId, readerOf } from "@/components/shared/search-parameters";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { personName } from "@/lib/i18n/person-name";
import { decisionsOptions } from "@/lib/performance/decisions/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("decisions.title") };
}

export default async function DecisionsPage({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const context = await requireSessionContext();
  const read = readerOf(await searchParams);
  const userId = parseId(read("member") ?? "") ?? context.actor.userId;
  const page = createPageQueries(context);
  const loaded = await loadOrForbidden(() =>
    page.prefetchPages(listDecisions, decisionsOptions(userId)),
  );
  if (loaded === null) {
    return <NotAllowed reason="notAllowed.member" />;
  }
  const translate = await getTranslate();
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <h1 className="mb-1 font-semibold text-2xl">{translate("decisions.title")}</h1>
      {userId === context.actor.userId ? null : (
        <p className="font-medium">
          {translate("decisions.about", { name: personName(translate, loaded) })}
        </p>
      )}
      <p className="mb-6 max-w-prose text-muted">{translate("decisions.scope")}</p>
      <Decisions userId={userId} />
    </HydrationBoundary>
  );
}
