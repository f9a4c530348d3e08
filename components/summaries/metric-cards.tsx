"use client";

import { RowsLink } from "@/components/shared/rows-link";
import { metricGrid } from "@/components/shared/sizes";
import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import type { Translate } from "@/lib/i18n/messages";
import type { HistoryFilter } from "@/lib/performance/history/reads";
import type { UserSummary } from "@/lib/performance/summaries/schemas";

/**
 * What each metric means, and the completions that it rests on. The ratios of the components are in the widget above;
 * the speed rests on the same completions as on-time.
 */
export function MetricCards({ summary }: { summary: UserSummary }) {
  const { translate, format } = useTexts();
  const { latest_metrics: metrics, evidence } = summary;
  return (
    <dl className={metricGrid}>
      <Metric
        label={translate("metric.onTime.name")}
        meaning={translate("metric.onTime.meaning")}
        evidence={translate("evidence.due", { count: evidence.due })}
        rows="due"
        remarks={describeDueDates(translate, evidence)}
      />
      <Metric
        label={translate("metric.skill.name")}
        meaning={translate("metric.skill.meaning")}
        evidence={translate("evidence.skill", { count: evidence.skill_rated })}
        rows="skill_rated"
      />
      <Metric
        label={translate("metric.difficulty.name")}
        meaning={translate("metric.difficulty.meaning")}
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
  missing = "",
  evidence,
  rows,
  remarks = [],
}: {
  label: string;
  meaning: string;
  /** Absent where the page shows it elsewhere. */
  value?: string;
  missing?: string;
  evidence?: string;
  /** The rows of the history that are its evidence. */
  rows?: NonNullable<HistoryFilter["evidence"]>;
  remarks?: readonly string[];
}) {
  return (
    <div className="flex flex-col bg-surface p-4 sm:p-5">
      <dt className={value === undefined ? "font-medium" : "text-muted text-sm"}>{label}</dt>
      {value === undefined ? null : (
        <dd className="mt-1 font-semibold text-xl tabular-nums sm:text-2xl">
          <Figure value={value} missing={missing} />
        </dd>
      )}
      <dd className="flex grow flex-col gap-2 pt-1 text-muted text-xs">
        <p>{meaning}</p>
        <div className="mt-auto grid gap-2 pt-3">
          {rows === undefined ? null : (
            <p>
              <RowsLink evidence={rows}>{evidence}</RowsLink>
            </p>
          )}
          {remarks.map((remark) => (
            <p key={remark}>{remark}</p>
          ))}
        </div>
      </dd>
    </div>
  );
}
