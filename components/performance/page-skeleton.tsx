"use client";

import { WorkSkeleton } from "@/components/assignments/work-skeleton";
import { useTexts } from "@/components/layout/text-provider";
import { Skeleton } from "@/components/ui/skeleton";
import { badgesSize, milestonesSize } from "./sizes";
import {
  AchievementsSkeleton,
  ExplanationSkeleton,
  HistorySkeleton,
  StandingSkeleton,
  TrendSkeleton,
} from "./skeletons";

export function PageSkeleton() {
  const { translate } = useTexts();
  return (
    <div>
      <p role="status" className="sr-only">
        {translate("page.loading")}
      </p>
      <Skeleton className="mb-6 h-8 w-48" />
      <div className="grid gap-8">
        <div className="grid gap-3">
          <Skeleton className="h-6 w-64" />
          <StandingSkeleton />
        </div>
        <div className="grid gap-3">
          <Skeleton className="h-8 w-40" />
          <div className="panel">
            <WorkSkeleton />
          </div>
        </div>
        <div className="grid gap-3">
          <Skeleton className="h-8 w-40" />
          <div className="panel">
            <TrendSkeleton />
          </div>
          <div className="panel">
            <ExplanationSkeleton />
          </div>
        </div>
        <div className="grid gap-3">
          <Skeleton className="h-6 w-64" />
          <div className="panel">
            <AchievementsSkeleton className={milestonesSize} />
          </div>
          <div className="panel">
            <AchievementsSkeleton className={badgesSize} />
          </div>
        </div>
        <div className="grid gap-3">
          <Skeleton className="h-9 w-64" />
          <div className="panel">
            <HistorySkeleton />
          </div>
        </div>
      </div>
    </div>
  );
}
