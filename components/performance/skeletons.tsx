import { Skeleton } from "@/components/ui/skeleton";

// Each has the size of what replaces it, so that nothing moves.

const six = ["on-time", "skill", "difficulty", "time", "speed", "level"];
const rows = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

export function StandingSkeleton() {
  return (
    <div className="grid gap-4 lg:grid-cols-[22rem_1fr]">
      <div className="panel grid min-h-80 content-start gap-4 p-5">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-14 w-36" />
        <Skeleton className="h-5 w-32" />
        <Skeleton className="h-2.5 w-full" />
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-5 w-full" />
      </div>
      <div className="panel grid grid-cols-2 gap-px overflow-hidden bg-line lg:grid-cols-3">
        {six.map((name) => (
          <div key={name} className="grid min-h-32 content-start gap-3 bg-surface p-4 sm:p-5">
            <Skeleton className="h-5 w-28 max-w-full" />
            <Skeleton className="h-7 w-20" />
          </div>
        ))}
      </div>
    </div>
  );
}

export function TrendSkeleton() {
  return (
    <div className="grid gap-4 p-4 sm:p-5">
      <Skeleton className="h-5.5 w-48" />
      <Skeleton className="h-56 w-full sm:h-64" />
      <Skeleton className="h-15 w-full" />
    </div>
  );
}

export function HistorySkeleton() {
  return (
    <div className="panel grid gap-4 p-4 sm:p-5">
      <Skeleton className="h-5.5 w-48" />
      {rows.map((name) => (
        <Skeleton key={name} className="h-6 w-full" />
      ))}
    </div>
  );
}
