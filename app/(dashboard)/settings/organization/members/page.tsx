import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { MembersSection } from "@/components/members/members-section";
import { parseMembersView } from "@/components/members/members-view";
import { NewMemberSection } from "@/components/members/new-member-section";
import { SettingsPage } from "@/components/settings/settings-page";
import { readerOf } from "@/components/shared/team-view";
import { listMembers } from "@/lib/performance/members/list-members";
import { listTeams } from "@/lib/performance/members/manage-teams";
import {
  membersOptions,
  membersPageLength,
  namesPageLength,
  teamsOptions,
} from "@/lib/performance/members/reads";

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
  const { search, sort } = view;
  const [members, teams] = await Promise.all([
    listMembers(context, { limit: membersPageLength, sort, ...(search !== "" && { search }) }),
    listTeams(context, { limit: namesPageLength }),
  ]);
  const queries = new QueryClient();
  queries.setQueryData(membersOptions(view).queryKey, { pages: [members], pageParams: [null] });
  queries.setQueryData(teamsOptions().queryKey, teams);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SettingsPage isAdministrator>
        <MembersSection />
        <NewMemberSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
