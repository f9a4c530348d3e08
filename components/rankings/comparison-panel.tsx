"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useMemo } from "react";
import { LazyLineChart } from "@/components/charts/lazy-line-chart";
import { LineKeys } from "@/components/charts/line-key";
import { subtractDays } from "@/components/charts/local-days";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { getPoints } from "@/components/shared/trend-comparison";
import { buttonClasses } from "@/components/ui/button";
import { FiguresTable } from "@/components/ui/figures-table";
import { SearchParamsLink } from "@/components/ui/search-params-link";
import type { Translate } from "@/lib/i18n/messages";
import { personName } from "@/lib/i18n/person-name";
import { comparisonRead } from "@/lib/performance/rankings/reads";
import type { Comparison } from "@/lib/performance/rankings/schemas";
import type { Period } from "@/lib/performance/shared/parse-period";
import { userTrendsRead } from "@/lib/performance/summaries/reads";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";
import { ComparisonTable } from "./comparison-table";
import { ComparisonSkeleton } from "./skeletons";

/** The id of the comparison on its page. */
export const comparisonId = "comparison";

/** Compares two members: both curves in one chart, and the differences. */
export function ComparisonPanel({
  userIds: [first, second],
  days,
}: {
  userIds: readonly [number, number];
  days: Period;
}) {
  const { translate } = useTexts();
  const comparison = useQuery({
    ...comparisonRead.options({ user_id_1: first, user_id_2: second, days }),
    placeholderData: keepPreviousData,
  });
  return (
    <div id={comparisonId} className="panel scroll-mt-18">
      <Loaded query={comparison} skeleton={<ComparisonSkeleton />}>
        {(data) => (
          <div
            aria-busy={comparison.isPlaceholderData}
            className={clsx(comparison.isPlaceholderData && "opacity-60")}
          >
            <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 p-4 sm:px-5">
              <h3 className="font-semibold">
                {translate("comparison.title", {
                  first: personName(translate, data.user_1),
                  second: getSecondName(translate, data),
                })}
              </h3>
              <SearchParamsLink
                change={{ compare: null }}
                scroll={false}
                className={buttonClasses("quiet")}
              >
                {translate("comparison.close")}
              </SearchParamsLink>
            </header>
            <Curves comparison={data} userIds={[first, second]} days={days} />
            <ComparisonTable
              comparison={data}
              names={[personName(translate, data.user_1), getSecondName(translate, data)]}
            />
          </div>
        )}
      </Loaded>
    </div>
  );
}

function getSecondName(translate: Translate, { user_2: other }: Comparison): string {
  return "display_name" in other ? personName(translate, other) : other.username;
}

function Curves({
  comparison,
  userIds: [first, second],
  days,
}: {
  comparison: Comparison;
  userIds: readonly [number, number];
  days: Period;
}) {
  const { translate } = useTexts();
  const firstTrends = useQuery({
    ...userTrendsRead.options({ id: first, days }),
    placeholderData: keepPreviousData,
  });
  const secondTrends = useQuery({
    ...userTrendsRead.options({ id: second, days }),
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={firstTrends} skeleton={<div className="h-80" />}>
      {(left) => (
        <Loaded query={secondTrends} skeleton={<div className="h-80" />}>
          {(right) => (
            <CurvesChart
              names={[
                personName(translate, comparison.user_1),
                getSecondName(translate, comparison),
              ]}
              trends={[left, right]}
              updatedAt={firstTrends.dataUpdatedAt}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function CurvesChart({
  names: [firstName, secondName],
  trends: [left, right],
  updatedAt,
}: {
  names: readonly [string, string];
  trends: readonly [UserTrends, UserTrends];
  updatedAt: number;
}) {
  const { translate, format } = useTexts();
  const days = left.period_days;
  const today = format.toLocalDate(new Date(updatedAt));
  const series = useMemo(
    () => [
      { label: firstName, points: getPoints(left) },
      { label: secondName, points: getPoints(right) },
    ],
    [firstName, secondName, left, right],
  );
  const firstDay = subtractDays(today, days - 1);
  const isLong = days > 180;
  const isEmpty = left.data_points + right.data_points === 0;
  const formatLastScore = (trends: UserTrends) =>
    format.score(trends.performance_scores.at(-1) ?? null);
  return (
    <>
      <div className="grid gap-3 px-4 pb-4 sm:px-5">
        <LineKeys names={[firstName, secondName]} />
        <div className="relative h-56 sm:h-64">
          {isEmpty ? (
            <p className="grid h-full place-items-center text-muted">
              {translate("comparison.empty")}
            </p>
          ) : (
            <LazyLineChart
              series={series}
              firstDay={firstDay}
              lastDay={today}
              description={translate("comparison.summary", {
                from: format.day(firstDay),
                to: format.day(today),
                first: firstName,
                second: secondName,
                firstLast: formatLastScore(left),
                secondLast: formatLastScore(right),
              })}
              formatValue={format.score}
              formatDay={format.day}
              tickUnit={isLong ? "month" : "day"}
              formatTick={isLong ? format.monthShort : format.dayShort}
            />
          )}
        </div>
      </div>
      {isEmpty ? null : <CurvesTable names={[firstName, secondName]} trends={[left, right]} />}
    </>
  );
}

function CurvesTable({
  names,
  trends: [left, right],
}: {
  names: readonly [string, string];
  trends: readonly [UserTrends, UserTrends];
}) {
  const { translate, format } = useTexts();
  const mapScores = (trends: UserTrends) =>
    new Map(getPoints(trends).map(({ day, value }) => [day, value]));
  const [leftScores, rightScores] = [mapScores(left), mapScores(right)];
  const days = [...new Set([...left.dates, ...right.dates])].sort().reverse();
  const toCell = (scores: Map<string, number | null>, day: string) => ({
    value: format.scoreColumn(scores.get(day) ?? null),
    missing: translate("comparison.noCompletion"),
  });
  return (
    <FiguresTable
      caption={translate("comparison.tableCaption")}
      columns={[translate("trend.date"), ...names]}
      rows={() =>
        days.map((day) => ({
          key: day,
          head: format.day(day),
          cells: [toCell(leftScores, day), toCell(rightScores, day)],
        }))
      }
    />
  );
}
