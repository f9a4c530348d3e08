"use client";

import { Fragment } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { Figure } from "@/components/ui/figure";
import type { SharedWidget } from "@/lib/auth/share-links/schemas";
import type { UserSummary } from "@/lib/performance/summaries/schemas";

/** The score and its change, for the widget of the overview and the embedded one. */
export function WidgetScore({ figures }: { figures: SharedWidget }) {
  const { translate, format } = useTexts();
  const { current_performance_score: score, provisional, trend } = figures;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <div className={provisional ? "score text-muted" : "score"}>
          <Figure value={format.score(score)} missing={translate("missing.score")} />
        </div>
        {score === null ? null : <span className="text-muted">{translate("widget.outOf")}</span>}
        {provisional && score !== null ? (
          <Badge tone="caution">{translate("widget.provisional")}</Badge>
        ) : null}
      </div>
      {score === null ? null : <Change trend={trend} />}
    </div>
  );
}

const directions = {
  "↑": { word: "widget.up", tone: "text-positive" },
  "↓": { word: "widget.down", tone: "text-negative" },
  "→": { word: "widget.steady", tone: "text-muted" },
} as const;

function Change({ trend }: { trend: SharedWidget["trend"] }) {
  const { translate, format } = useTexts();
  if (trend.change === null) {
    return <p className="text-muted text-sm">{translate("widget.noChange")}</p>;
  }
  const { word, tone } = directions[trend.direction];
  return (
    <p data-figure={`change-${trend.period_days}`} className={`font-medium tabular-nums ${tone}`}>
      <span aria-hidden="true">{trend.direction} </span>
      <span className="sr-only">{translate(word)} </span>
      {translate("widget.change", {
        change: format.change(trend.change),
        days: trend.period_days,
      })}
    </p>
  );
}

/** The three components; with `points` also their contributions to the score, in the colours of its bar. */
export function WidgetMetrics({
  figures,
  points = null,
}: {
  figures: SharedWidget;
  points?: UserSummary["points"] | null;
}) {
  const { translate, format } = useTexts();
  const { on_time_ratio, skill_accuracy, difficulty_factor } = figures.latest_metrics;
  const rows = [
    { component: "on-time", text: "widget.onTime", ratio: on_time_ratio, part: points?.on_time },
    { component: "skill", text: "widget.skill", ratio: skill_accuracy, part: points?.skill },
    {
      component: "difficulty",
      text: "widget.difficulty",
      ratio: difficulty_factor,
      part: points?.difficulty,
    },
  ] as const;
  return (
    <div className="metrics">
      {rows.map(({ component, text, ratio, part }) => (
        <Fragment key={component}>
          <span data-component={ratio === null ? undefined : component}>
            {translate(text, { value: format.percent(ratio) })}
          </span>
          {points === null ? null : <Points points={part ?? null} />}
        </Fragment>
      ))}
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
