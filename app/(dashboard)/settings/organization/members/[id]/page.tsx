import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-refuse";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { MemberEditor } from "@/components/members/member-editor";
import { SettingsPage } from "@/components/settings/settings-page";
import { getMember } from "@/lib/performance/members/list-members";
import { listSkills } from "@/lib/performance/members/manage-skills";
import { listTeams } from "@/lib/performance/members/manage-teams";
import {
  memberOptions,
  namesPageLength,
  skillsOptions,
  teamsOptions,
} from "@/lib/performance/members/reads";
import { memberParams } from "@/lib/performance/members/schemas";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.members") };
}

export default async function MemberSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const context = await findAdministrator();
  if (context === null) {
    return <NotAllowed />;
  }
  const { data } = memberParams.safeParse(await params);
  if (data === undefined) {
    notFound();
  }
  const page = { limit: namesPageLength };
  const loaded = await loadOrForbidden(() =>
    Promise.all([
      getMember(context, { userId: data.id }),
      listTeams(context, page),
      listSkills(context, page),
    ]),
  );
  if (loaded === null) {
    return <NotAllowed />;
  }
  const [member, teams, skills] = loaded;
  const queries = new QueryClient();
  queries.setQueryData(memberOptions(data.id).queryKey, member);
  queries.setQueryData(teamsOptions().queryKey, teams);
  queries.setQueryData(skillsOptions().queryKey, skills);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SettingsPage isAdministrator>
        <MemberEditor memberId={data.id} organization={context.organization.slug} />
      </SettingsPage>
    </HydrationBoundary>
  );
}
