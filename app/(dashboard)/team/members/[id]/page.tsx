import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { loadMember } from "@/app/(dashboard)/load-member";
import { loadOrRefuse } from "@/app/(dashboard)/load-or-refuse";
import { getTranslate } from "@/app/(dashboard)/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { PrintableHeading } from "@/components/layout/printable-heading";
import { MemberPerformance } from "@/components/performance/member-performance";
import { LookedAt } from "@/components/team/looked-at";
import { parseId, readerOf } from "@/components/team/team-view";
import { requireSessionContext } from "@/lib/auth/page-session";
import { hasPermission } from "@/lib/performance/access";
import { personName } from "@/lib/person-name";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.team") };
}

export default async function MemberPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const context = await requireSessionContext();
  const userId = parseId((await params).id);
  if (userId === null) {
    notFound();
  }
  if (userId === context.actor.userId) {
    redirect("/");
  }
  const read = readerOf(await searchParams);
  const loaded = await loadOrRefuse(() => loadMember(context, userId, read));
  if (loaded === null) {
    return <NotAllowed reason="notAllowed.member" />;
  }
  const { queries, summary } = loaded;
  const name = personName(await getTranslate(), summary);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <LookedAt name={name} />
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
