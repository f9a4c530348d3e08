"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { badgesSize, milestonesSize } from "@/components/shared/sizes";
import { AchievementsSkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { userBadgesOptions, userMilestonesOptions } from "@/lib/performance/shared/query-options";
import { BadgesPanel } from "./badges-panel";
import { MilestonesPanel } from "./milestones-panel";

/** What somebody reached and holds, what was undone and why, and how far the rest is. */
export function AchievementsSection({ userId }: { userId: number }) {
  const { translate } = useTexts();
  const milestones = useQuery(userMilestonesOptions(userId));
  const badges = useQuery(userBadgesOptions(userId));
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
