import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { getTranslate } from "@/app/translate";
import { OwnSettings } from "@/components/settings/own-settings";
import { SettingsPage } from "@/components/settings/settings-page";
import {
  accessLogOptions,
  accessLogPageLength,
  sessionsOptions,
  shareLinksOptions,
  tokensOptions,
} from "@/lib/auth/reads";
import { listOwnSessions } from "@/lib/auth/sessions/own-sessions";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { listOwnShareLinks } from "@/lib/auth/share-links/own-share-links";
import { listOwnTokens } from "@/lib/auth/tokens/own-tokens";
import type { Translate } from "@/lib/i18n/messages";
import { hasPermission, listScopesOfRole } from "@/lib/performance/access/permissions";
import { getUserBadges } from "@/lib/performance/achievements/get-user-badges";
import type { UserBadges } from "@/lib/performance/achievements/schemas";
import { BADGE_RULES } from "@/lib/performance/domain/achievements/badge-rules";
import { getOwnProfile } from "@/lib/performance/members/get-own-profile";
import { getAccessLog } from "@/lib/performance/privacy/get-access-log";
import { getPreferences } from "@/lib/preferences/preferences";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.title") };
}

export default async function OwnSettingsPage() {
  const context = await requireSessionContext();
  const { userId, role } = context.actor;
  const translate = await getTranslate();
  const [profile, tokens, shareLinks, { badges }, sessions, accessLog, { language, clock, theme }] =
    await Promise.all([
      getOwnProfile(context),
      listOwnTokens(context),
      listOwnShareLinks(context),
      getUserBadges(context, { userId }),
      listOwnSessions(context),
      getAccessLog(context, { userId, limit: accessLogPageLength }),
      getPreferences(),
    ]);
  const queries = new QueryClient();
  queries.setQueryData(tokensOptions().queryKey, tokens);
  queries.setQueryData(shareLinksOptions().queryKey, shareLinks);
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
          allowedScopes={listScopesOfRole(role)}
          heldBadges={badgesShown(badges, translate)}
        />
      </SettingsPage>
    </HydrationBoundary>
  );
}

/** The badges that are held, by the names that their pictures have. */
function badgesShown(earned: UserBadges["badges"], translate: Translate) {
  return BADGE_RULES.filter(({ name }) =>
    earned.some((badge) => badge.is_active && badge.badge_name === name),
  ).map(({ name }) => ({ name, title: translate(`badge.${name}`) }));
}
