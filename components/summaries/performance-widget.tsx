"use client";

import { widgetSize } from "@/components/shared/sizes";
import { useTexts } from "@/components/shared/text-provider";
import { personName } from "@/lib/i18n/person-name";
import type { UserSummary } from "@/lib/performance/summaries/schemas";
import { PointsBar } from "./points-bar";
import { WidgetMetrics, WidgetScore } from "./widget-figures";

/** The score widget. Its class names and the texts of the metrics are documented: other pages style them. */
export function PerformanceWidget({ summary, isOwn }: { summary: UserSummary; isOwn: boolean }) {
  const { translate } = useTexts();
  const hasScore = summary.current_performance_score !== null;
  return (
    <div className={`performance-widget panel flex flex-col gap-4 p-5 ${widgetSize}`}>
      <h3>
        {isOwn
          ? translate("widget.title")
          : translate("widget.titleOf", { name: personName(translate, summary) })}
      </h3>
      <WidgetScore figures={summary} />
      {hasScore ? <PointsBar points={summary.points} /> : null}
      <WidgetMetrics figures={summary} points={summary.points} />
      <Notes summary={summary} />
    </div>
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

/** That other people set what each component depends on. */
function SetByOthers({ weights }: { weights: UserSummary["weights"] }) {
  const { translate } = useTexts();
  const hasWeight = Object.values(weights).some((weight) => weight !== null);
  return translate(hasWeight ? "widget.explanation" : "widget.unweighted");
}
