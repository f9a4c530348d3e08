import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { loadMember } from "@/app/(dashboard)/load-member";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-refuse";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { PrintableHeading } from "@/components/shared/printable-heading";
import { parseId, readerOf } from "@/components/shared/team-view";
import { ViewingNotice } from "@/components/shared/viewing-notice";
import { MemberPerformance } from "@/components/summaries/member-performance";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { personName } from "@/lib/i18n/person-name";
import { hasPermission } from "@/lib/performance/access/permissions";

type Asked = {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

/** Read once for the page and its title. By what the address says: the promises that they are given are not the same. */
const loadAddress = cache(async (id: string, search: string) => {
  const context = await requireSessionContext();
  const userId = parseId(id);
  if (userId === null) {
    notFound();
  }
  if (userId === context.actor.userId) {
    redirect("/");
  }
  const parameters: Awaited<Asked["searchParams"]> = JSON.parse(search);
  const read = readerOf(parameters);
  const page = createPageQueries(context);
  const summary = await loadOrForbidden(() => loadMember(page, userId, read));
  return { context, userId, queries: page.queries, summary };
});

async function load({ params, searchParams }: Asked) {
  return loadAddress((await params).id, JSON.stringify(await searchParams));
}

export async function generateMetadata(asked: Asked): Promise<Metadata> {
  const [{ summary }, translate] = await Promise.all([load(asked), getTranslate()]);
  return {
    title: summary === null ? translate("navigation.team") : personName(translate, summary),
  };
}

export default async function MemberPage(asked: Asked) {
  const { context, userId, queries, summary } = await load(asked);
  if (summary === null) {
    return <NotAllowed reason="notAllowed.member" />;
  }
  const name = personName(await getTranslate(), summary);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ViewingNotice name={name} />
      <PrintableHeading
        title={name}
        organizationName={context.organization.name}
        timeZone={context.organization.timeZone}
      />
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
