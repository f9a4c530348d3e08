import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadMember } from "@/app/(dashboard)/load-member";
import { getTranslate } from "@/app/translate";
import { ContestNotices } from "@/components/contests/contest-notices";
import { PrintableHeading } from "@/components/shared/printable-heading";
import { readerOf } from "@/components/shared/team-view";
import { MemberPerformance } from "@/components/summaries/member-performance";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { listVisibleContests } from "@/lib/performance/contests/list-contests";
import { unseenContestsLength, unseenContestsOptions } from "@/lib/performance/contests/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.overview") };
}

export default async function OverviewPage({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const context = await requireSessionContext();
  const { userId, displayName } = context.actor;
  const [{ queries }, unseen] = await Promise.all([
    loadMember(context, userId, readerOf(await searchParams)),
    listVisibleContests(context, { unseen: true, limit: unseenContestsLength }),
  ]);
  queries.setQueryData(unseenContestsOptions().queryKey, unseen);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PrintableHeading
        title={displayName}
        organizationName={context.organization.name}
        timeZone={context.organization.timeZone}
      />
      <ContestNotices />
      <MemberPerformance userId={userId} viewer={{ userId, mayWrite: false }} />
    </HydrationBoundary>
  );
}
