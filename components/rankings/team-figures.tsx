"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { describeRelease } from "@/components/shared/describe-release";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import type { Format } from "@/lib/i18n/format";
import type { Translate } from "@/lib/i18n/messages";
import { teamOptions } from "@/lib/performance/rankings/reads";
import type { Team } from "@/lib/performance/rankings/schemas";
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
              figure="average"
              value={format.score(first.average_performance_score)}
              missing={translate(
                first.rated_members === null ? "privacy.notReleased" : "team.noneRated",
              )}
              note={describeAverage(first, translate, format)}
            />
            <Item
              label={translate("team.rated")}
              value={format.count(first.rated_members)}
              missing={translate("privacy.notReleased")}
              note={first.release === undefined ? translate("team.ratedNote") : ""}
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

function describeAverage(
  { rated_members: rated, release }: Team,
  translate: Translate,
  format: Format,
): string {
  if (release) {
    return describeRelease(release, translate, format);
  }
  return rated === null
    ? translate("privacy.notReleased")
    : translate("team.averageNote", { count: rated });
}

function Item({
  label,
  figure,
  value,
  missing = "",
  note,
}: {
  label: string;
  /** The name of the figure in the list of figures that agree. */
  figure?: string;
  value: string;
  missing?: string;
  note: string;
}) {
  return (
    <div className="bg-surface p-4 sm:p-5">
      <dt className="text-muted text-sm">{label}</dt>
      <dd data-figure={figure} className="mt-1 font-semibold text-xl tabular-nums sm:text-2xl">
        <Figure value={value} missing={missing} />
      </dd>
      <dd className="mt-1 text-muted text-xs">{note}</dd>
    </div>
  );
}
