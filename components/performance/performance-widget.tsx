"use client";

import { useTexts } from "@/components/layout/text-provider";
import { Badge } from "@/components/ui/badge";
import { Figure } from "@/components/ui/figure";
import type { UserSummary } from "@/lib/performance/schemas/user";
import { personName } from "@/lib/person-name";
import { PointsBar } from "./points-bar";
import { widgetSize } from "./sizes";

/** The score at a glance. Class names and texts of the metrics are a documented contract: pages embed and style them. */
export function PerformanceWidget({ summary, isOwn }: { summary: UserSummary; isOwn: boolean }) {
  const { translate, format } = useTexts();
  const score = summary.current_performance_score;
  return (
    <div className={`performance-widget panel flex flex-col gap-4 p-5 ${widgetSize}`}>
      <h3>
        {isOwn
          ? translate("widget.title")
          : translate("widget.titleOf", { name: personName(translate, summary) })}
      </h3>
      <div className="grid gap-2">
        <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <div className={summary.provisional ? "score text-muted" : "score"}>
            <Figure value={format.score(score)} missing={translate("missing.score")} />
          </div>
          {score === null ? null : <span className="text-muted">{translate("widget.outOf")}</span>}
          {summary.provisional && score !== null ? (
            <Badge tone="caution">{translate("widget.provisional")}</Badge>
          ) : null}
        </div>
        {score === null ? null : <Change trend={summary.trend} />}
      </div>
      {score === null ? null : <PointsBar points={summary.points} />}
      <Metrics summary={summary} />
      <Notes summary={summary} />
    </div>
  );
}

const directions = {
  "↑": { word: "widget.up", tone: "text-positive" },
  "↓": { word: "widget.down", tone: "text-negative" },
  "→": { word: "widget.steady", tone: "text-muted" },
} as const;

function Change({ trend }: { trend: UserSummary["trend"] }) {
  const { translate, format } = useTexts();
  if (trend.change === null) {
    return <p className="text-muted text-sm">{translate("widget.noChange")}</p>;
  }
  const { word, tone } = directions[trend.direction];
  return (
    <p className={`font-medium tabular-nums ${tone}`}>
      <span aria-hidden="true">{trend.direction} </span>
      <span className="sr-only">{translate(word)} </span>
      {translate("widget.change", {
        change: format.change(trend.change),
        days: trend.period_days,
      })}
    </p>
  );
}

function Metrics({ summary }: { summary: UserSummary }) {
  const { translate, format } = useTexts();
  const { latest_metrics: metrics, points } = summary;
  return (
    <div className="metrics">
      <span data-component={metrics.on_time_ratio === null ? undefined : "on-time"}>
        {translate("widget.onTime", { value: format.percent(metrics.on_time_ratio) })}
      </span>
      <Points points={points.on_time} />
      <span data-component={metrics.skill_accuracy === null ? undefined : "skill"}>
        {translate("widget.skill", { value: format.percent(metrics.skill_accuracy) })}
      </span>
      <Points points={points.skill} />
      <span data-component={metrics.difficulty_factor === null ? undefined : "difficulty"}>
        {translate("widget.difficulty", { value: format.percent(metrics.difficulty_factor) })}
      </span>
      <Points points={points.difficulty} />
    </div>
  );
}

function Points({ points }: { points: number | null }) {
  const { translate, format } = useTexts();
  return (
    <small>
      {points === null ? null : translate("widget.points", { points: format.scoreColumn(points) })}
    </small>
  );
}

function Notes({ summary }: { summary: UserSummary }) {
  const { translate, format } = useTexts();
  const hasScore = summary.current_performance_score !== null;
  return (
    <div className="mt-auto grid gap-1 border-line border-t pt-3 text-muted text-xs">
      {hasScore ? null : <p>{translate("widget.empty")}</p>}
      {hasScore && summary.provisional ? <p>{translate("widget.provisionalReason")}</p> : null}
      {summary.rank === null ? null : (
        <p>
          {translate("widget.rank", {
            rank: format.count(summary.rank),
            percentile: format.percent(summary.percentile),
          })}
        </p>
      )}
      <p>
        <SetByOthers weights={summary.weights} />{" "}
        {translate("widget.policy", { version: format.count(summary.policy_version) })}.
      </p>
    </div>
  );
}

/** How much of the score the person cannot set themself. */
function SetByOthers({ weights }: { weights: UserSummary["weights"] }) {
  const { translate, format } = useTexts();
  if (weights.skill === null || weights.difficulty === null) {
    return translate("widget.unweighted");
  }
  const share = weights.skill + weights.difficulty;
  return share === 0
    ? translate("widget.ownExplanation")
    : translate("widget.explanation", { share: format.percent(share) });
}
