"use client";

import { useTexts } from "@/components/layout/text-provider";
import { MeanTrendSkeleton } from "@/components/performance/skeletons";
import { Skeleton } from "@/components/ui/skeleton";
import { LeaderboardSkeleton, TeamFiguresSkeleton } from "./skeletons";

export function TeamPageSkeleton() {
  const { translate } = useTexts();
  return (
    <div>
      <p role="status" className="sr-only">
        {translate("page.loading")}
      </p>
      <Skeleton className="mb-6 h-8 w-48" />
      <div className="grid gap-8">
        <div className="grid gap-3">
          <Skeleton className="h-9 w-40" />
          <TeamFiguresSkeleton />
        </div>
        <div className="grid gap-3">
          <Skeleton className="h-8 w-40" />
          <div className="panel">
            <LeaderboardSkeleton />
          </div>
          <div className="panel">
            <MeanTrendSkeleton />
          </div>
        </div>
      </div>
    </div>
  );
}
