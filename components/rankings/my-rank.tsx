"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { Loaded } from "@/components/shared/loaded";
import { PeriodOrAllSwitch } from "@/components/shared/period-or-all-switch";
import { useTexts } from "@/components/shared/text-provider";
import { myRankOptions } from "@/lib/performance/rankings/reads";
import { buildRows } from "./leaderboard-rows";
import { LeaderboardTable } from "./leaderboard-table";
import { LeaderboardSkeleton } from "./skeletons";
import { parseTeamView } from "./team-view";

/** The reader's own rank with its neighbours, which an organization can show to employees. */
export function MyRank({ viewerId }: { viewerId: number }) {
  const { translate, format } = useTexts();
  const parameters = useSearchParams();
  const view = parseTeamView((name) => parameters.get(name));
  const place = useQuery({
    ...myRankOptions(viewerId, view.days),
    placeholderData: keepPreviousData,
  });
  return (
    <section aria-labelledby="place" className="grid gap-3">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="place" className="font-semibold text-lg">
          {translate("ownPlace.title")}
        </h2>
        <PeriodOrAllSwitch days={view.days} />
      </header>
      <div className="panel">
        <Loaded query={place} skeleton={<LeaderboardSkeleton />}>
          {({ entries, ranked_members: ranked, total_members: total }) => (
            <div
              aria-busy={place.isPlaceholderData}
              className={clsx(place.isPlaceholderData && "opacity-60")}
            >
              <p className="p-4 text-muted text-sm sm:px-5">
                {translate("leaderboard.ranked", { ranked: format.count(ranked), total })}
              </p>
              <LeaderboardTable
                rows={buildRows(entries, [], view.days !== null)}
                view={{ ...view, sort: "rank", isDescending: false }}
                viewerId={viewerId}
                hasMemberPages={false}
                onCompare={null}
                isSortable={false}
                hasChange={view.days !== null}
              />
            </div>
          )}
        </Loaded>
      </div>
      <p className="text-muted text-sm">{translate("ownPlace.note")}</p>
    </section>
  );
}
