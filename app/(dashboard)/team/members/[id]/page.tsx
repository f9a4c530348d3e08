import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { loadMember } from "@/app/(dashboard)/load-member";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { PrintableHeading } from "@/components/shared/printable-heading";
import { parseId, readerOf } from "@/components/shared/search-parameters";
import { ViewingNotice } from "@/components/shared/viewing-notice";
import { MemberPerformance } from "@/components/summaries/member-performance";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { personName } from "@/lib/i18n/person-name";
import { hasPermission } from "@/lib/performance/access/permissions";

type PageProps = {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

/** Read once for the page and its title. By the text of the URL: page and title get different promises of it. */
const loadOnce = cache(async (id: string, search: string) => {
  const context = await requireSessionContext();
  const userId = parseId(id);
  if (userId === null) {
    notFound();
  }
  if (userId === context.actor.userId) {
    redirect("/");
  }
  const parameters: Awaited<PageProps["searchParams"]> = JSON.parse(search);
  const read = readerOf(parameters);
  const page = createPageQueries(context);
  const summary = await loadOrForbidden(() => loadMember(page, userId, read));
  return { context, userId, queries: page.queries, summary };
});

async function load({ params, searchParams }: PageProps) {
  return loadOnce((await params).id, JSON.stringify(await searchParams));
}

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const [{ summary }, translate] = await Promise.all([load(props), getTranslate()]);
  return {
    title: summary === null ? translate("navigation.team") : personName(translate, summary),
  };
}

export default async function MemberPage(props: PageProps) {
  const { context, userId, queries, summary } = await load(props);
  if (summary === null) {
    return <NotAllowed reason="notAllowed.member" />;
  }
  const translate = await getTranslate();
  const name = personName(translate, summary);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ViewingNotice name={name} />
      <PrintableHeading
        title={name}
        organizationName={context.organization.name}
        timeZone={context.organization.timeZone}
      />
      {hasPermission(context.actor, "view_analytics") ? (
        <p className="-mt-4 mb-6 text-sm print:hidden">
          <PageLink className={textLinkClasses} href={`/decisions?member=${userId}`}>
            {translate("decisions.title")}
          </PageLink>
        </p>
      ) : null}
      <MemberPerformance
        userId={userId}
        viewer={{
          userId: context.actor.userId,
          mayWrite: hasPermission(context.actor, "write_assignments"),
        }}
      />
    </HydrationBoundary>
  );
}
