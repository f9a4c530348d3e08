import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { TeamsSection } from "@/components/members/teams-section";
import { SettingsPage } from "@/components/settings/settings-page";
import { listTeams } from "@/lib/performance/members/manage-teams";
import { namesPageLength, teamsOptions } from "@/lib/performance/members/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.teams") };
}

export default async function TeamsPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const queries = new QueryClient();
  const teams = await listTeams(context, { limit: namesPageLength });
  queries.setQueryData(teamsOptions().queryKey, teams);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SettingsPage isAdministrator>
        <TeamsSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
