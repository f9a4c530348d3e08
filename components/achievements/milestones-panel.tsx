"use client";

import { EntryLink } from "@/components/shared/entry-link";
import { milestonesSize } from "@/components/shared/sizes";
import { useTexts } from "@/components/shared/text-provider";
import type { UserMilestones } from "@/lib/performance/achievements/schemas";
import { Achievement, AchievementList } from "./achievement-list";
import { computeMilestoneShare, nameMilestone, sayMilestoneProgress } from "./achievement-words";

type Milestone = UserMilestones["milestones"][number];

export function MilestonesPanel({ milestones: shown }: { milestones: UserMilestones }) {
  const { translate } = useTexts();
  const reached = shown.milestones.filter(({ revoked_at: revoked }) => revoked === null).reverse();
  const undone = shown.milestones.filter(({ revoked_at: revoked }) => revoked !== null);
  return (
    <section aria-labelledby="milestones" className={milestonesSize}>
      <header className="flex flex-wrap items-baseline gap-x-3 p-4 sm:px-5">
        <h3 id="milestones" className="font-semibold">
          {translate("achievements.milestones")}
        </h3>
        <p className="text-muted text-sm">
          {translate("achievements.reached", {
            count: reached.length,
            total: reached.length + shown.progress.length,
          })}
        </p>
      </header>
      <div className="grid border-line border-t pb-2 lg:grid-cols-2">
        <div>
          {reached.length === 0 ? null : (
            <AchievementList label={translate("achievements.reachedList")}>
              {reached.map((milestone) => (
                <Reached key={milestone.id} milestone={milestone} />
              ))}
            </AchievementList>
          )}
          {undone.length === 0 ? null : (
            <AchievementList label={translate("achievements.undoneList")}>
              {undone.map((milestone) => (
                <Undone key={milestone.id} milestone={milestone} />
              ))}
            </AchievementList>
          )}
        </div>
        {shown.progress.length === 0 ? null : <Ahead progress={shown.progress} />}
      </div>
    </section>
  );
}

function Reached({ milestone }: { milestone: Milestone }) {
  const words = useTexts();
  const { translate, format } = words;
  const { name, description } = nameMilestone(words, milestone);
  const { entry_id: entryId, achieved_at: at } = milestone;
  return (
    <Achievement
      icon={milestone.icon}
      name={name}
      meaning={description}
      aside={<RowOf entryId={entryId} name={name} />}
    >
      <time dateTime={at}>{translate("achievements.reachedOn", { day: format.dayOf(at) })}</time>
    </Achievement>
  );
}

function Undone({ milestone }: { milestone: Milestone }) {
  const words = useTexts();
  const { translate, format } = words;
  const { name, description } = nameMilestone(words, milestone);
  const { revoked_at: at, revoked_by: by } = milestone;
  return (
    <Achievement
      icon={milestone.icon}
      name={name}
      meaning={description}
      isFaded
      aside={<RowOf entryId={by?.entry_id ?? null} name={name} />}
    >
      {at === null ? null : (
        <time dateTime={at}>{translate("achievements.undoneOn", { day: format.dayOf(at) })}</time>
      )}
      <p>
        {translate(`achievements.undone.${by?.kind ?? "check"}`)}{" "}
        {translate("achievements.comesBack")}
      </p>
    </Achievement>
  );
}

/** A link to the entry that reached it. */
function RowOf({ entryId, name }: { entryId: number | null; name: string }) {
  const { translate } = useTexts();
  return entryId === null ? null : (
    <EntryLink entryId={entryId} label={translate("achievements.row", { name })}>
      {translate("history.entry")}
    </EntryLink>
  );
}

function Ahead({ progress }: { progress: UserMilestones["progress"] }) {
  const words = useTexts();
  return (
    <AchievementList label={words.translate("achievements.ahead")}>
      {progress.map((one) => {
        const { name, description } = nameMilestone(words, one);
        return (
          <Achievement
            key={one.milestone_type}
            icon={one.icon}
            name={name}
            meaning={description}
            share={computeMilestoneShare(one)}
            isFaded
          >
            {sayMilestoneProgress(words, one)}
          </Achievement>
        );
      })}
    </AchievementList>
  );
}
