import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { GET as listMembers } from "@/app/api/performance/members/route";
import { GET as listTeams } from "@/app/api/performance/teams/route";
import { getTranslate } from "@/app/translate";
import { FirstSteps } from "@/components/administration/first-steps";
import { NotAllowed } from "@/components/layout/not-allowed";
import { ImportMembersSection } from "@/components/members/import-members-section";
import { MembersSection } from "@/components/members/members-section";
import { parseMembersView } from "@/components/members/members-view";
import { NewMemberSection } from "@/components/members/new-member-section";
import { SettingsPage } from "@/components/settings/settings-page";
import { readerOf } from "@/components/shared/search-parameters";
import { createPageQueries } from "@/lib/api/page-queries";
import { findFirstSteps } from "@/lib/performance/administration/find-first-steps";
import { membersOptions, teamsOptions } from "@/lib/performance/members/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.members") };
}

export default async function MembersPage({
  searchParams,
}: {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}) {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const view = parseMembersView(readerOf(await searchParams));
  const page = createPageQueries(context);
  const [steps] = await Promise.all([
    findFirstSteps(context),
    page.prefetchPages(listMembers, membersOptions(view)),
    page.prefetch(listTeams, teamsOptions()),
  ]);
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator>
        <FirstSteps steps={steps} />
        <MembersSection />
        <NewMemberSection />
        <ImportMembersSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
