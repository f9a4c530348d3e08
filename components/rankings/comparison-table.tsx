"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { ComparedPeriod, Comparison } from "@/lib/performance/rankings/schemas";

type Side = ComparedPeriod;

/** Both members' figures and the first minus the second: current, and of the period. */
export function ComparisonTable({
  comparison,
  names: [first, second],
}: {
  comparison: Comparison;
  names: readonly [string, string];
}) {
  const { translate } = useTexts();
  const head = "wrap-anywhere hyphens-auto px-2 py-2 font-medium sm:px-3";
  const { difference, user_1: left, user_2: right } = comparison;
  return (
    <table className="w-full table-fixed border-line border-t text-right text-xs tabular-nums sm:text-sm">
      <caption className="sr-only">{translate("comparison.caption", { first, second })}</caption>
      <thead className="text-muted text-xs">
        <tr>
          <td className="w-[30%] sm:w-[40%]" />
          <th scope="col" className={head}>
            {first}
          </th>
          <th scope="col" className={head}>
            {second}
          </th>
          <th scope="col" className={`${head} pr-4 sm:pr-5`}>
            {translate("comparison.difference")}
          </th>
        </tr>
      </thead>
      <Part
        title={translate("comparison.overall")}
        figure="compared-score"
        sides={[toSide(left), toSide(right)]}
        difference={difference}
      />
      <Part
        title={translate("period.option", { days: comparison.comparison_period_days })}
        sides={[left.period, right.period]}
        difference={difference.period}
      />
    </table>
  );
}

function toSide(member: Comparison["user_1"] | Comparison["user_2"]): Side {
  return {
    tasks_completed: member.tasks_completed,
    performance_score: member.current_performance_score,
    metrics: member.latest_metrics,
  };
}

type Line = {
  readonly label: PlainMessageKey;
  readonly values: readonly [string, string];
  readonly difference: string;
  readonly missing: PlainMessageKey;
};

function Part({
  title,
  figure,
  sides,
  difference,
}: {
  title: string;
  /** The name of the first member's score in the list of figures that agree. */
  figure?: string;
  sides: readonly [Side, Side];
  difference: Comparison["difference"]["period"];
}) {
  const { translate } = useTexts();
  const lines = useLines(sides, difference);
  return (
    <tbody>
      <tr className="border-line border-t">
        <th
          scope="rowgroup"
          colSpan={4}
          className="bg-canvas px-4 py-2 text-left font-medium text-xs sm:px-5"
        >
          {title}
        </th>
      </tr>
      {lines.map(({ label, values, difference: between, missing }) => (
        <tr key={label} className="border-line border-t">
          <th scope="row" className="py-2 pr-2 pl-4 text-left font-normal sm:pl-5">
            {translate(label)}
          </th>
          <td
            data-figure={label === "comparison.score" ? figure : undefined}
            className="px-2 py-2 sm:px-3"
          >
            <Figure value={values[0]} missing={translate(missing)} />
          </td>
          <td className="px-2 py-2 sm:px-3">
            <Figure value={values[1]} missing={translate(missing)} />
          </td>
          <td className="whitespace-nowrap py-2 pr-4 pl-2 font-medium sm:pr-5">
            <Figure value={between} missing={translate("comparison.noDifference")} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function useLines(
  [left, right]: readonly [Side, Side],
  { score_difference: scoreDifference, components }: Comparison["difference"]["period"],
): readonly Line[] {
  const { format } = useTexts();
  const ratioLine = (
    label: PlainMessageKey,
    missing: PlainMessageKey,
    ratios: readonly [number | null, number | null],
    between: number | null,
  ): Line => ({
    label,
    missing,
    values: [format.percentColumn(ratios[0]), format.percentColumn(ratios[1])],
    difference: format.percentChange(between),
  });
  return [
    {
      label: "comparison.score",
      missing: "missing.score",
      values: [
        format.scoreColumn(left.performance_score),
        format.scoreColumn(right.performance_score),
      ],
      difference: format.changeColumn(scoreDifference),
    },
    ratioLine(
      "metric.onTime.name",
      "missing.due",
      [left.metrics.on_time_ratio, right.metrics.on_time_ratio],
      components.on_time.difference,
    ),
    ratioLine(
      "metric.skill.name",
      "missing.skill",
      [left.metrics.skill_accuracy, right.metrics.skill_accuracy],
      components.skill.difference,
    ),
    ratioLine(
      "metric.difficulty.name",
      "missing.difficulty",
      [left.metrics.difficulty_factor, right.metrics.difficulty_factor],
      components.difficulty.difference,
    ),
    {
      label: "comparison.tasks",
      missing: "missing.score",
      values: [format.count(left.tasks_completed), format.count(right.tasks_completed)],
      difference: format.change(subtractTasks(left, right)),
    },
  ];
}

function subtractTasks(left: Side, right: Side): number | null {
  return left.tasks_completed === null || right.tasks_completed === null
    ? null
    : left.tasks_completed - right.tasks_completed;
}
