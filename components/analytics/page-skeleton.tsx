"use client";

import { useTexts } from "@/components/layout/text-provider";
import { MeanTrendSkeleton } from "@/components/performance/skeletons";
import { Skeleton } from "@/components/ui/skeleton";

export function AnalyticsPageSkeleton() {
  const { translate } = useTexts();
  return (
    <div>
      <p role="status" className="sr-only">
        {translate("page.loading")}
      </p>
      <Skeleton className="mb-6 h-8 w-48" />
      <div className="grid gap-3">
        {["distribution", "trend", "heatmap"].map((name) => (
          <div key={name} className="panel">
            <MeanTrendSkeleton />
          </div>
        ))}
      </div>
    </div>
  );
}
