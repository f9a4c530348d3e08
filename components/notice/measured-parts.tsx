"use client";

import { useTexts } from "@/components/shared/text-provider";
import type { NoticeResponse } from "@/lib/performance/notice/schemas";

type Weights = NoticeResponse["policy"]["weights"];

const parts = [
  { field: "on_time", key: "onTime" },
  { field: "skill", key: "skill" },
  { field: "difficulty", key: "difficulty" },
] as const;

function getShare(weights: Weights, field: keyof Weights): number {
  const total = weights.on_time + weights.skill + weights.difficulty;
  return total === 0 ? 0 : weights[field] / total;
}

/** What each part of the score measures, and its share of the weights. */
export function MeasuredParts({ weights }: { weights: Weights }) {
  const { translate, format } = useTexts();
  return (
    <dl className="panel grid">
      {parts.map(({ field, key }) => {
        const share = getShare(weights, field);
        return (
          <div key={field} className="grid gap-0.5 border-line border-t px-4 py-3 first:border-t-0">
            <dt className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-medium">{translate(`metric.${key}.name`)}</span>
              <span className="text-muted text-sm">
                {share === 0
                  ? translate("assessment.measured.noWeight")
                  : translate("assessment.measured.weight", { share: format.percent(share) })}
              </span>
            </dt>
            <dd className="text-sm">{translate(`assessment.measured.${key}`)}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The score as a sum of its parts that count. */
export function ScoreFormula({ weights }: { weights: Weights }) {
  const { translate, format } = useTexts();
  const counted = parts.filter(({ field }) => weights[field] > 0);
  if (counted.length === 0) return <p>{translate("assessment.formula.none")}</p>;
  const terms = counted.map(
    ({ field, key }) =>
      `${format.percent(getShare(weights, field))} × ${translate(`metric.${key}.name`)}`,
  );
  return (
    <p className="panel px-4 py-3">
      {translate("assessment.formula.score")} = {terms.join(" + ")}
    </p>
  );
}
