"use client";

import { useTexts } from "@/components/layout/text-provider";
import { Skeleton } from "@/components/ui/skeleton";

export function ContestsSkeleton({ count }: { count: number }) {
  const places = Array.from({ length: count }, (_, place) => place);
  return (
    <div className="grid gap-4">
      {places.map((place) => (
        <div key={place} className="panel p-4 sm:p-5">
          <Skeleton className="h-64 w-full sm:h-56" />
        </div>
      ))}
    </div>
  );
}

export function ContestsPageSkeleton() {
  const { translate } = useTexts();
  return (
    <div>
      <p role="status" className="sr-only">
        {translate("page.loading")}
      </p>
      <Skeleton className="mb-2 h-8 w-40" />
      <Skeleton className="mb-6 h-5.5 w-96 max-w-full" />
      <Skeleton className="mb-3 h-8 w-full" />
      <ContestsSkeleton count={3} />
    </div>
  );
}
