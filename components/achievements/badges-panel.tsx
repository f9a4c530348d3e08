"use client";

import { badgesSize } from "@/components/shared/sizes";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import type { UserBadges } from "@/lib/performance/achievements/schemas";
import { Achievement, AchievementList } from "./achievement-list";
import { nameBadge, sayBadgeProgress } from "./achievement-words";

export function BadgesPanel({ badges: shown }: { badges: UserBadges }) {
  const words = useTexts();
  const { translate, format } = words;
  const held = shown.badges.filter(({ is_active: isActive }) => isActive);
  const lost = new Map(
    shown.badges.filter((badge) => !badge.is_active).map((badge) => [badge.badge_name, badge]),
  );
  return (
    <section aria-labelledby="badges" className={badgesSize}>
      <header className="flex flex-wrap items-baseline gap-x-3 p-4 sm:px-5">
        <h3 id="badges" className="font-semibold">
          {translate("achievements.badges")}
        </h3>
        <p className="text-muted text-sm">
          {translate("achievements.held", {
            count: held.length,
            total: held.length + shown.progress.length,
          })}
        </p>
      </header>
      <div className="grid border-line border-t pb-2 lg:grid-cols-2">
        {held.length === 0 ? null : (
          <AchievementList label={translate("achievements.heldList")}>
            {held.map((badge) => {
              const { name, criteria } = nameBadge(words, badge);
              return (
                <Achievement key={badge.id} icon={badge.badge_icon} name={name} meaning={criteria}>
                  <EarnedOn at={badge.earned_at} />
                </Achievement>
              );
            })}
          </AchievementList>
        )}
        {shown.progress.length === 0 ? null : (
          <AchievementList label={translate("achievements.ahead")}>
            {shown.progress.map((one) => {
              const { name, criteria } = nameBadge(words, one);
              const earned = lost.get(one.badge_name);
              return (
                <Achievement
                  key={one.badge_name}
                  icon={one.badge_icon}
                  name={name}
                  meaning={criteria}
                  share={one.share}
                  isFaded
                  aside={
                    earned === undefined ? null : <Badge>{translate("achievements.lost")}</Badge>
                  }
                >
                  <p>{sayBadgeProgress(words, one).join(" · ")}</p>
                  {earned === undefined ? null : <EarnedOn at={earned.earned_at} />}
                </Achievement>
              );
            })}
          </AchievementList>
        )}
      </div>
      <p className="border-line border-t px-4 py-3 text-muted text-xs sm:px-5">
        {translate("achievements.badgesNote", { zone: format.timeZone })}
      </p>
    </section>
  );
}

/** A badge keeps the time when it was first earned. */
function EarnedOn({ at }: { at: string }) {
  const { translate, format } = useTexts();
  return (
    <time dateTime={at}>{translate("achievements.heldSince", { day: format.dayOf(at) })}</time>
  );
}
