import { Skeleton } from "@/components/ui/skeleton";
import { teamFiguresGrid } from "./sizes";

const rows = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

export function TeamFiguresSkeleton() {
  return (
    <div className={teamFiguresGrid}>
      {rows.slice(0, 3).map((name) => (
        <div key={name} className="grid content-start gap-2 bg-surface p-4 sm:p-5">
          <Skeleton className="h-5 w-24 max-w-full" />
          <Skeleton className="h-7 w-16" />
          <Skeleton className="h-4 w-28 max-w-full" />
        </div>
      ))}
    </div>
  );
}

export function LeaderboardSkeleton() {
  return (
    <div className="grid gap-4 p-4 sm:p-5">
      <Skeleton className="h-5.5 w-48" />
      {rows.map((name) => (
        <Skeleton key={name} className="h-6 w-full" />
      ))}
    </div>
  );
}

export function ComparisonSkeleton() {
  return (
    <div className="grid gap-4 p-4 sm:p-5">
      <Skeleton className="h-5.5 w-64 max-w-full" />
      <Skeleton className="h-56 w-full sm:h-64" />
      {rows.map((name) => (
        <Skeleton key={name} className="h-5 w-full" />
      ))}
    </div>
  );
}
