"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useMemo } from "react";
import { LazyBarChart } from "@/components/charts/lazy-bar-chart";
import { describeRelease } from "@/components/shared/describe-release";
import { Loaded } from "@/components/shared/loaded";
import { MeanTrendSkeleton } from "@/components/shared/skeletons";
import { type NamedTeam, TeamFilter } from "@/components/shared/team-filter";
import { useTexts } from "@/components/shared/text-provider";
import { FiguresTable } from "@/components/ui/figures-table";
import type { Format } from "@/lib/i18n/format";
import type { Translate } from "@/lib/i18n/messages";
import { distributionRead } from "@/lib/performance/analytics/reads";
import type { Distribution } from "@/lib/performance/analytics/schemas";

/** How many members have a score in each fifth of the scale. */
export function DistributionPanel({
  teamId,
  teams,
}: {
  teamId: number | null;
  teams: readonly NamedTeam[];
}) {
  const { translate, format } = useTexts();
  const distribution = useQuery({
    ...distributionRead.options({ team_id: teamId }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="panel">
      <Loaded query={distribution} skeleton={<MeanTrendSkeleton />}>
        {(data) => (
          <div
            aria-busy={distribution.isPlaceholderData}
            className={clsx(distribution.isPlaceholderData && "opacity-60")}
          >
            <div className="grid gap-4 p-4 sm:p-5">
              <header className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <div>
                  <h3 className="font-semibold">{translate("distribution.title")}</h3>
                  <p className="text-muted text-sm">{describeScope(data, translate, format)}</p>
                </div>
                {teams.length > 1 ? <TeamFilter teams={teams} teamId={teamId} /> : null}
              </header>
              <div className="relative h-56 sm:h-64">
                <Histogram data={data} />
              </div>
            </div>
            <DistributionTable bins={listBins(data)} rated={data.rated_members ?? 0} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function describeScope(
  { rated_members: rated, total_members: total, release }: Distribution,
  translate: Translate,
  format: Format,
): string {
  if (release) {
    return describeRelease(release, translate, format);
  }
  return rated === null
    ? translate("members.shown", { count: total })
    : translate("analytics.scope", { rated, total });
}

type Bins = NonNullable<Distribution["bins"]>;

const POINTS_PER_BIN = 20;

/** The bins as they are shown: those of live figures are all of one width, and some of released ones are joined. */
function listBins({ bins, distribution }: Distribution): Bins {
  if (bins !== undefined || distribution === null) return bins ?? [];
  const counts = ["0-20", "20-40", "40-60", "60-80", "80-100"] as const;
  return counts.map((key, index) => {
    const low = index * POINTS_PER_BIN;
    return { low, high: low + POINTS_PER_BIN, members: distribution[key] };
  });
}

function Histogram({ data }: { data: Distribution }) {
  const { translate, format } = useTexts();
  const bars = useMemo(
    () =>
      labelBins(listBins(data), translate, format).map(({ shortRange, members }) => ({
        name: shortRange,
        value: members,
      })),
    [data, translate, format],
  );
  if (!data.rated_members) {
    return (
      <p className="grid h-full place-items-center text-center text-muted">
        {translate(data.rated_members === null ? "privacy.notReleased" : "distribution.empty")}
      </p>
    );
  }
  return (
    <LazyBarChart
      label={translate("distribution.members")}
      bars={bars}
      description={translate("distribution.summary", {
        bins: bars
          .map(({ name, value }) =>
            translate("distribution.bin", { range: name, count: format.count(value) }),
          )
          .join("; "),
      })}
      formatValue={format.count}
    />
  );
}

function DistributionTable({ bins, rated }: { bins: Bins; rated: number }) {
  const { translate, format } = useTexts();
  return (
    <FiguresTable
      caption={translate("distribution.tableCaption")}
      columns={[
        translate("distribution.score"),
        translate("distribution.members"),
        translate("distribution.share"),
      ]}
      rows={() =>
        labelBins(bins, translate, format).map(({ range, members }) => ({
          key: range,
          head: range,
          cells: [
            { value: format.count(members), missing: "" },
            {
              value: format.percent(rated === 0 ? null : members / rated),
              missing: translate("distribution.empty"),
            },
          ],
        }))
      }
    />
  );
}

/** The ranges in order; only the last one includes its upper end. */
function labelBins(bins: Bins, translate: Translate, format: Format) {
  return bins.map(({ low, high, members }, index) => {
    const ends = { from: format.count(low), to: format.count(high) };
    return {
      members,
      shortRange: translate("distribution.shortRange", ends),
      range: translate(
        index === bins.length - 1 ? "distribution.lastRange" : "distribution.range",
        ends,
      ),
    };
  });
}
