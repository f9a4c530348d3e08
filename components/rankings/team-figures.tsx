"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import { teamOptions } from "@/lib/performance/rankings/reads";
import { teamFiguresGrid } from "./sizes";
import { TeamFiguresSkeleton } from "./skeletons";

/** A team in three figures: mean score, rated members and all members. */
export function TeamFigures({ teamId }: { teamId: number | null }) {
  const { translate, format } = useTexts();
  const team = useInfiniteQuery(teamOptions(teamId));
  return (
    <Loaded query={team} skeleton={<TeamFiguresSkeleton />}>
      {({ pages: [first] }) =>
        first === undefined ? null : (
          <dl className={teamFiguresGrid}>
            <Item
              label={translate("team.average")}
              value={format.score(first.average_performance_score)}
              missing={translate(
                first.rated_members === null ? "privacy.notReleased" : "team.noneRated",
              )}
              note={
                first.rated_members === null
                  ? translate("privacy.notReleased")
                  : translate("team.averageNote", { count: first.rated_members })
              }
            />
            <Item
              label={translate("team.rated")}
              value={format.count(first.rated_members)}
              missing={translate("privacy.notReleased")}
              note={translate("team.ratedNote")}
            />
            <Item
              label={translate("team.members")}
              value={format.count(first.team_size)}
              note={translate("team.membersNote")}
            />
          </dl>
        )
      }
    </Loaded>
  );
}

function Item({
  label,
  value,
  missing = "",
  note,
}: {
  label: string;
  value: string;
  missing?: string;
  note: string;
}) {
  return (
    <div className="bg-surface p-4 sm:p-5">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="mt-1 font-semibold text-xl tabular-nums sm:text-2xl">
        <Figure value={value} missing={missing} />
      </dd>
      <dd className="mt-1 text-muted text-xs">{note}</dd>
    </div>
  );
}
