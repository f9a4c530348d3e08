import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { SkillsSection } from "@/components/members/skills-section";
import { SettingsPage } from "@/components/settings/settings-page";
import { listSkills } from "@/lib/performance/members/manage-skills";
import { namesPageLength, skillsOptions } from "@/lib/performance/members/reads";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.skills") };
}

export default async function SkillsPage() {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const queries = new QueryClient();
  const skills = await listSkills(context, { limit: namesPageLength });
  queries.setQueryData(skillsOptions().queryKey, skills);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SettingsPage isAdministrator>
        <SkillsSection />
      </SettingsPage>
    </HydrationBoundary>
  );
}
