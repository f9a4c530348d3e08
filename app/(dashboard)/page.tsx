import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { findLandingPage } from "@/app/(dashboard)/find-landing-page";
import { loadMember } from "@/app/(dashboard)/load-member";
import { GET as listContests } from "@/app/api/performance/contests/route";
import { getTranslate } from "@/app/translate";
import { AccountNotices } from "@/components/administration/account-notices";
import { AnnouncedChanges } from "@/components/administration/announced-changes";
import { ContestNotices } from "@/components/contests/contest-notices";
import { PrintableHeading } from "@/components/shared/printable-heading";
import { readerOf } from "@/components/shared/search-parameters";
import { MemberPerformance } from "@/components/summaries/member-performance";
import { createPageQueries } from "@/lib/api/page-queries";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { listAccountNotices } from "@/lib/performance/administration/list-account-notices";
import { listAnnouncedChanges } from "@/lib/performance/administration/list-announced";
import { unseenContestsOptions } from "@/lib/performance/contests/reads";

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
  const page = createPageQueries(context);
  const [announced, notices, landingPage] = await Promise.all([
    listAnnouncedChanges(context),
    listAccountNotices(context),
    findLandingPage(context),
  ]);
  // Only this page shows announcements and notices.
  if (landingPage !== null && announced.length + notices.length === 0) redirect(landingPage);
  await Promise.all([
    loadMember(page, userId, readerOf(await searchParams)),
    page.prefetch(listContests, unseenContestsOptions()),
  ]);
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <PrintableHeading
        title={displayName}
        organizationName={context.organization.name}
        timeZone={context.organization.timeZone}
      />
      <AccountNotices notices={notices} />
      <AnnouncedChanges changes={announced} />
      <ContestNotices />
      <MemberPerformance userId={userId} viewer={{ userId, mayWrite: false }} />
    </HydrationBoundary>
  );
}
