import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslate } from "@/app/(dashboard)/translate";
import { OwnSettings } from "@/components/settings/own-settings";
import { SettingsPage } from "@/components/settings/settings-page";
import {
  accessLogOptions,
  accessLogPageLength,
  sessionsOptions,
  tokensOptions,
} from "@/lib/account-query-options";
import { listOwnSessions } from "@/lib/auth/own-sessions";
import { listOwnTokens } from "@/lib/auth/own-tokens";
import { requireSessionContext } from "@/lib/auth/page-session";
import { hasPermission, scopesOfRole } from "@/lib/performance/access";
import { getAccessLog } from "@/lib/performance/services/get-access-log";
import { getOwnProfile } from "@/lib/performance/services/get-own-profile";
import { getPreferences } from "@/lib/preferences";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.title") };
}

export default async function OwnSettingsPage() {
  const context = await requireSessionContext();
  const { userId, role } = context.actor;
  const [profile, tokens, sessions, accessLog, { language, clock, theme }] = await Promise.all([
    getOwnProfile(context),
    listOwnTokens(context),
    listOwnSessions(context),
    getAccessLog(context, { userId, limit: accessLogPageLength }),
    getPreferences(),
  ]);
  const queries = new QueryClient();
  queries.setQueryData(tokensOptions().queryKey, tokens);
  queries.setQueryData(sessionsOptions().queryKey, sessions);
  queries.setQueryData(accessLogOptions(userId).queryKey, {
    pages: [accessLog],
    pageParams: [null],
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SettingsPage isAdministrator={hasPermission(context.actor, "manage_organization")}>
        <OwnSettings
          userId={userId}
          profile={profile}
          preferences={{ language, clock, theme }}
          allowedScopes={scopesOfRole(role)}
        />
      </SettingsPage>
    </HydrationBoundary>
  );
}
