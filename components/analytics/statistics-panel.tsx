"use client";

import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import { Skeleton } from "@/components/ui/skeleton";
import { statisticsRead } from "@/lib/performance/analytics/reads";
import type { Statistics } from "@/lib/performance/analytics/schemas";

/** The organization's scores in six figures. */
export function StatisticsPanel() {
  const { translate } = useTexts();
  const statistics = useQuery(statisticsRead.options());
  return (
    <div className="panel">
      <Loaded query={statistics} skeleton={<StatisticsSkeleton />}>
        {({ statistics: figures, rated_members: rated }) => (
          <div className="grid gap-4 p-4 sm:p-5">
            <header>
              <h3 className="font-semibold">{translate("statistics.title")}</h3>
              <p className="text-muted text-sm">
                {rated === null
                  ? translate("privacy.notReleased")
                  : translate("statistics.unit", { count: rated })}
              </p>
            </header>
            <Figures figures={figures} rated={rated} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function Figures({ figures, rated }: { figures: Statistics["statistics"]; rated: number | null }) {
  const { translate, format } = useTexts();
  const empty = rated === null ? "privacy.notReleased" : "distribution.empty";
  const missing = rated ? "privacy.tooFew" : empty;
  const hidden = figures.average_score === null ? missing : "statistics.hidden";
  const lines = [
    ["statistics.average", figures.average_score, missing],
    ["statistics.median", figures.median_score, missing],
    ["statistics.deviation", figures.std_deviation, missing],
    ["statistics.lowest", figures.min_score, hidden],
    ["statistics.highest", figures.max_score, hidden],
    ["statistics.range", figures.score_range, hidden],
  ] as const;
  return (
    <dl className="grid">
      {lines.map(([label, value, reason]) => (
        <div
          key={label}
          className="flex items-baseline justify-between gap-4 border-line border-t py-2.5 first:border-t-0"
        >
          <dt className="text-muted">{translate(label)}</dt>
          <dd data-figure={label} className="font-semibold text-lg tabular-nums">
            <Figure value={format.scoreColumn(value)} missing={translate(reason)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function StatisticsSkeleton() {
  return (
    <div className="grid content-start gap-5 p-4 sm:p-5">
      <Skeleton className="h-5.5 w-32" />
      {["first", "second", "third", "fourth", "fifth", "sixth"].map((name) => (
        <Skeleton key={name} className="h-6 w-full" />
      ))}
    </div>
  );
}
