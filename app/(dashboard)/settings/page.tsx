import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GET as listShareLinks } from "@/app/api/performance/share-links/route";
import { GET as getAccessLog } from "@/app/api/performance/user/[id]/access-log/route";
import { GET as getOwnAuditLog } from "@/app/api/performance/user/[id]/audit-log/route";
import { GET as listSessions } from "@/app/api/sessions/route";
import { GET as listTokens } from "@/app/api/tokens/route";
import { getTranslate } from "@/app/translate";
import { OwnSettings } from "@/components/settings/own-settings";
import { SettingsPage } from "@/components/settings/settings-page";
import { createPageQueries } from "@/lib/api/page-queries";
import { sessionsRead, tokensRead } from "@/lib/auth/reads";
import { requireSessionContext } from "@/lib/auth/sessions/page-session";
import { shareLinksRead } from "@/lib/auth/share-links/reads";
import type { Translate } from "@/lib/i18n/messages";
import { hasPermission, listScopesOfRole } from "@/lib/performance/access/permissions";
import { getUserBadges } from "@/lib/performance/achievements/get-user-badges";
import type { UserBadges } from "@/lib/performance/achievements/schemas";
import { ownAuditLogOptions } from "@/lib/performance/administration/reads";
import { BADGE_RULES } from "@/lib/performance/domain/achievements/badge-rules";
import { getOwnProfile } from "@/lib/performance/members/get-own-profile";
import { accessLogOptions } from "@/lib/performance/privacy/reads";
import { getPreferences } from "@/lib/preferences/preferences";

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("settings.title") };
}

export default async function OwnSettingsPage() {
  const context = await requireSessionContext();
  const { userId, role } = context.actor;
  const translate = await getTranslate();
  const page = createPageQueries(context);
  const [profile, { badges }, { language, clock, theme }] = await Promise.all([
    getOwnProfile(context),
    getUserBadges(context, { userId }),
    getPreferences(),
    page.prefetch(listTokens, tokensRead.options()),
    page.prefetch(listShareLinks, shareLinksRead.options()),
    page.prefetch(listSessions, sessionsRead.options()),
    page.prefetchPages(getAccessLog, accessLogOptions(userId)),
    page.prefetchPages(getOwnAuditLog, ownAuditLogOptions(userId)),
  ]);
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <SettingsPage
        isAdministrator={hasPermission(context.actor, "manage_organization")}
        isAuditor={hasPermission(context.actor, "view_administration_log")}
      >
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
  ).map(({ name }) => ({ name, title: translate(`badge.${name}.name`) }));
}
