import { OwnAuditSection } from "@/components/administration/own-audit-section";
import type { TokenScope } from "@/lib/context";
import type { Language } from "@/lib/i18n/messages";
import type { Clock } from "@/lib/preferences/preference-cookies";
import type { Theme } from "@/lib/preferences/theme";
import { AccessLogSection } from "./access-log-section";
import { AppearanceSection } from "./appearance-section";
import { OwnDataSection } from "./own-data-section";
import { PasswordSection } from "./password-section";
import { type Profile, ProfileSection } from "./profile-section";
import { SessionsSection } from "./sessions-section";
import type { SharedBadgeResponse } from "./share-link-snippet";
import { ShareLinksSection } from "./share-links-section";
import { TokensSection } from "./tokens-section";

/** The settings that every member can see and change. */
export function OwnSettings({
  userId,
  profile,
  preferences,
  allowedScopes,
  heldBadges,
}: {
  userId: number;
  profile: Profile;
  preferences: { language: Language | null; clock: Clock | null; theme: Theme | null };
  allowedScopes: readonly TokenScope[];
  heldBadges: readonly SharedBadgeResponse[];
}) {
  return (
    <>
      <ProfileSection profile={profile} />
      <AppearanceSection {...preferences} />
      <PasswordSection signInName={profile.signInName} />
      <SessionsSection />
      <TokensSection allowedScopes={allowedScopes} />
      <ShareLinksSection userId={userId} heldBadges={heldBadges} />
      <AccessLogSection userId={userId} />
      <OwnAuditSection userId={userId} />
      <OwnDataSection userId={userId} />
    </>
  );
}
