import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import { loadMember } from "@/app/(dashboard)/load-member";
import { PrintableHeading } from "@/components/layout/printable-heading";
import { MemberPerformance } from "@/components/performance/member-performance";
import { readerOf } from "@/components/team/team-view";
import { requireSessionContext } from "@/lib/auth/page-session";

export default async function OverviewPage({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const context = await requireSessionContext();
  const { userId, displayName } = context.actor;
  const { queries } = await loadMember(context, userId, readerOf(await searchParams));
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PrintableHeading
        title={displayName}
        organizationName={context.organization.name}
        timeZone={context.organization.timeZone}
      />
      <MemberPerformance userId={userId} viewer={{ userId, mayWrite: false }} />
    </HydrationBoundary>
  );
}
