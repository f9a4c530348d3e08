"use client";

import { useTexts } from "@/components/layout/text-provider";
import { HistorySkeleton } from "@/components/performance/skeletons";
import { Skeleton } from "@/components/ui/skeleton";

export function LogsPageSkeleton() {
  const { translate } = useTexts();
  return (
    <div>
      <p role="status" className="sr-only">
        {translate("page.loading")}
      </p>
      <Skeleton className="mb-2 h-8 w-40" />
      <Skeleton className="mb-6 h-5.5 w-96 max-w-full" />
      <div className="grid gap-3">
        <div className="panel p-4 sm:px-5">
          <Skeleton className="h-44 w-full lg:h-14" />
        </div>
        <div className="panel">
          <HistorySkeleton />
        </div>
      </div>
    </div>
  );
}
