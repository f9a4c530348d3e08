import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { findAdministrator } from "@/app/(dashboard)/settings/organization/find-administrator";
import { GET as getMember } from "@/app/api/performance/members/[id]/route";
import { GET as listSkills } from "@/app/api/performance/skills/route";
import { GET as listTeams } from "@/app/api/performance/teams/route";
import { getTranslate } from "@/app/translate";
import { NotAllowed } from "@/components/layout/not-allowed";
import { MemberEditor } from "@/components/members/member-editor";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { memberRead, skillsOptions, teamsOptions } from "@/lib/performance/members/reads";
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
  const page = createPageQueries(context);
  const loaded = await loadOrForbidden(() =>
    Promise.all([
      page.prefetch(getMember, memberRead.options({ id: data.id })),
      page.prefetch(listTeams, teamsOptions()),
      page.prefetch(listSkills, skillsOptions()),
    ]),
  );
  if (loaded === null) {
    return <NotAllowed />;
  }
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage isAdministrator>
        <MemberEditor memberId={data.id} organization={context.organization.slug} />
      </SettingsPage>
    </HydrationBoundary>
  );
}
