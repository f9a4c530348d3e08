"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { Loaded } from "@/components/shared/loaded";
import { TrendSkeleton } from "@/components/shared/skeletons";
import { useTexts } from "@/components/shared/text-provider";
import { type Period, parseIsCompared } from "@/lib/performance/shared/parse-period";
import { userTrendsRead } from "@/lib/performance/summaries/reads";
import { TrendPanel } from "./trend-panel";

/** A member's score over the period, and over the one before where the URL asks for it. */
export function MemberTrend({ userId, period }: { userId: number; period: Period }) {
  const { format } = useTexts();
  const isCompared = parseIsCompared(useSearchParams().get("compare"));
  const trends = useQuery({
    ...userTrendsRead.options({ id: userId, days: period }),
    placeholderData: keepPreviousData,
  });
  const previous = useQuery({
    ...userTrendsRead.options({ id: userId, days: period, offset_days: period }),
    enabled: isCompared,
  });
  return (
    <div className="panel">
      {isCompared && previous.error !== null ? (
        <Loaded query={previous} skeleton={null}>
          {() => null}
        </Loaded>
      ) : null}
      <Loaded query={trends} skeleton={<TrendSkeleton />}>
        {(data) => (
          <TrendPanel
            trends={data}
            previous={
              isCompared && previous.data?.period_days === data.period_days ? previous.data : null
            }
            isCompared={isCompared}
            today={format.toLocalDate(new Date(trends.dataUpdatedAt))}
            isStale={trends.isPlaceholderData}
          />
        )}
      </Loaded>
    </div>
  );
}
