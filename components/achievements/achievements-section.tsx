"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { badgesSize, milestonesSize } from "@/components/shared/sizes";
import { AchievementsSkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { userBadgesRead, userMilestonesRead } from "@/lib/performance/achievements/reads";
import { BadgesPanel } from "./badges-panel";
import { MilestonesPanel } from "./milestones-panel";

/** The milestones and badges of a member: reached, undone and still open. */
export function AchievementsSection({ userId }: { userId: number }) {
  const { translate } = useTexts();
  const milestones = useQuery(userMilestonesRead.options({ id: userId }));
  const badges = useQuery(userBadgesRead.options({ id: userId }));
  return (
    <section aria-labelledby="achievements" className="laid-out-when-near grid gap-3">
      <h2 id="achievements" className="font-semibold text-lg">
        {translate("achievements.title")}
      </h2>
      <div className="panel">
        <Loaded query={milestones} skeleton={<AchievementsSkeleton className={milestonesSize} />}>
          {(data) => <MilestonesPanel milestones={data} />}
        </Loaded>
      </div>
      <div className="panel">
        <Loaded query={badges} skeleton={<AchievementsSkeleton className={badgesSize} />}>
          {(data) => <BadgesPanel badges={data} />}
        </Loaded>
      </div>
    </section>
  );
}
