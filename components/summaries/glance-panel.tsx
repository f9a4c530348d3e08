"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Overdue } from "@/components/explanations/explanation-overdue";
import { Loaded } from "@/components/shared/loaded";
import { GlanceSkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { Figure } from "@/components/ui/figure";
import { sayWhy } from "@/lib/performance/explanations/explanation-words";
import { userExplanationRead } from "@/lib/performance/explanations/reads";
import type { Period } from "@/lib/performance/shared/parse-period";
import type { UserSummary } from "@/lib/performance/summaries/schemas";

/** What comes next after the score: the score of the last days, why it moved, and what is overdue. */
export function GlancePanel({ summary, period }: { summary: UserSummary; period: Period }) {
  const words = useTexts();
  const explanation = useQuery({
    ...userExplanationRead.options({ id: summary.user_id, days: period }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="panel flex flex-col divide-y divide-line overflow-hidden">
      <Recent recent={summary.recent} />
      <Loaded query={explanation} skeleton={<GlanceSkeleton />}>
        {(data) => (
          <div
            aria-busy={explanation.isPlaceholderData}
            className={clsx(
              "flex grow flex-col divide-y divide-line",
              explanation.isPlaceholderData && "opacity-60",
            )}
          >
            <section aria-labelledby="why" className="grid gap-1 px-4 py-4 sm:px-5">
              <h3 id="why" className="text-muted text-sm">
                {words.translate("overview.why")}
              </h3>
              <p className="sm:text-lg">{sayWhy(words, data)}</p>
            </section>
            <Overdue overdue={data.overdue} />
          </div>
        )}
      </Loaded>
    </div>
  );
}

/** The days of the recent score, also where it is null. */
const recentDays = 90;

function Recent({ recent }: { recent: UserSummary["recent"] }) {
  const { translate, format } = useTexts();
  const days = recent?.period_days ?? recentDays;
  return (
    <section aria-labelledby="recent" className="grid gap-1 px-4 py-4 sm:px-5">
      <h3 id="recent" className="text-muted text-sm">
        {translate("overview.recent", { days })}
      </h3>
      {recent === null ? (
        <p className="text-muted">{translate("overview.recentNone", { days })}</p>
      ) : (
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span
            data-figure="recent"
            className={clsx(
              "font-semibold text-2xl tabular-nums",
              recent.provisional && "text-muted",
            )}
          >
            <Figure
              value={format.score(recent.performance_score)}
              missing={translate("missing.score")}
            />
          </span>
          {recent.provisional && recent.performance_score !== null ? (
            <Badge tone="caution">{translate("widget.provisional")}</Badge>
          ) : null}
          <span className="text-muted text-sm">
            {translate("overview.recentNote", { count: recent.tasks_completed })}
          </span>
        </div>
      )}
    </section>
  );
}
