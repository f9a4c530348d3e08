"use client";

import { RowsLink } from "@/components/shared/rows-link";
import { metricGrid } from "@/components/shared/sizes";
import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import { Meter } from "@/components/ui/meter";
import type { Translate } from "@/lib/i18n/messages";
import type { HistoryFilter } from "@/lib/performance/history/reads";
import type { UserSummary } from "@/lib/performance/summaries/schemas";

/** The five metrics and the experience level, each with its evidence. */
export function MetricCards({ summary }: { summary: UserSummary }) {
  const { translate, format } = useTexts();
  const { latest_metrics: metrics, evidence } = summary;
  return (
    <dl
      className={`${metricGrid} grid-rows-[repeat(3,auto_auto_1fr)] lg:grid-rows-[repeat(2,auto_auto_1fr)]`}
    >
      <Metric
        label={translate("metric.onTime.name")}
        meaning={translate("metric.onTime.meaning")}
        value={format.percent(metrics.on_time_ratio)}
        missing={translate("missing.due")}
        ratio={metrics.on_time_ratio}
        evidence={translate("evidence.due", { count: evidence.due })}
        rows="due"
        remarks={describeDueDates(translate, evidence)}
      />
      <Metric
        label={translate("metric.skill.name")}
        meaning={translate("metric.skill.meaning")}
        value={format.percent(metrics.skill_accuracy)}
        missing={translate("missing.skill")}
        ratio={metrics.skill_accuracy}
        evidence={translate("evidence.skill", { count: evidence.skill_rated })}
        rows="skill_rated"
      />
      <Metric
        label={translate("metric.difficulty.name")}
        meaning={translate("metric.difficulty.meaning")}
        value={format.percent(metrics.difficulty_factor)}
        missing={translate("missing.difficulty")}
        ratio={metrics.difficulty_factor}
        evidence={translate("evidence.difficulty", { count: evidence.difficulty_rated })}
        rows="difficulty_rated"
      />
      <Metric
        label={translate("metric.time.name")}
        meaning={translate("metric.time.meaning")}
        value={format.hours(summary.avg_completion_time)}
        missing={translate("missing.timed")}
        evidence={translate("evidence.timed", { count: evidence.timed })}
        rows="timed"
      />
      <Metric
        label={translate("metric.speed.name")}
        meaning={translate("metric.speed.meaning")}
        value={format.speed(metrics.avg_completion_speed)}
        missing={translate("missing.due")}
        evidence={translate("evidence.due", { count: evidence.due })}
        rows="due"
      />
      <Level summary={summary} />
    </dl>
  );
}

/** What is known of the due dates, where there is anything. */
function describeDueDates(
  translate: Translate,
  evidence: UserSummary["evidence"],
): readonly string[] {
  const { due_moved: moved, due_moved_after: after, due_moved_for_absence: absence } = evidence;
  const unrecorded = evidence.due_unrecorded;
  return [
    ...(moved === 0 ? [] : [translate("evidence.dueMoved", { count: moved, after })]),
    ...(absence === 0 ? [] : [translate("evidence.dueMovedForAbsence", { count: absence })]),
    ...(unrecorded === 0 ? [] : [translate("evidence.dueUnrecorded", { count: unrecorded })]),
  ];
}

/** The level is 1 + ⌊√tasks⌋: the next one begins at the square of the current one. */
function Level({ summary }: { summary: UserSummary }) {
  const { translate, format } = useTexts();
  const level = summary.experience_level;
  return (
    <Metric
      label={translate("level.label")}
      meaning={translate("level.meaning")}
      value={format.count(level)}
      missing=""
      evidence={translate("level.evidence", {
        count: summary.tasks_completed,
        next: format.count(level + 1),
        goal: format.count(level ** 2),
      })}
      rows="tasks"
    />
  );
}

function Metric({
  label,
  meaning,
  value,
  missing,
  ratio = null,
  evidence,
  rows,
  remarks = [],
}: {
  label: string;
  meaning: string;
  value: string;
  missing: string;
  ratio?: number | null;
  evidence: string;
  /** The rows of the history that are its evidence. */
  rows: NonNullable<HistoryFilter["evidence"]>;
  remarks?: readonly string[];
}) {
  return (
    <div className="row-span-3 grid grid-rows-subgrid gap-y-0 bg-surface p-4 sm:p-5">
      <dt className="text-muted text-sm">{label}</dt>
      <dd className="mt-1 font-semibold text-xl tabular-nums sm:text-2xl">
        <Figure value={value} missing={missing} />
      </dd>
      <dd className="flex flex-col gap-2 pt-1 text-muted text-xs">
        <p>{meaning}</p>
        <div className="mt-auto grid gap-2 pt-3">
          {ratio === null ? null : <Meter ratio={ratio} />}
          <p>
            <RowsLink evidence={rows}>{evidence}</RowsLink>
          </p>
          {remarks.map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
        </div>
      </dd>
    </div>
  );
}
