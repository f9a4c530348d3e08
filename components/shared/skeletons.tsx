import { Skeleton } from "@/components/ui/skeleton";
import {
  explanationSize,
  meanTrendSize,
  metricGrid,
  summaryGrid,
  trendSize,
  widgetSize,
} from "./sizes";

// Each skeleton has the size of its content, so that nothing moves.

const six = ["on-time", "skill", "difficulty", "time", "speed", "level"];
const rows = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

export function SummarySkeleton() {
  return (
    <div className={summaryGrid}>
      <div className={`panel grid content-start gap-4 p-5 ${widgetSize}`}>
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-14 w-36" />
        <Skeleton className="h-5 w-32" />
        <Skeleton className="h-2.5 w-full" />
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-5 w-full" />
        <Skeleton className="h-5 w-full" />
      </div>
      <div className="panel">
        <GlanceSkeleton />
      </div>
    </div>
  );
}

export function GlanceSkeleton() {
  return (
    <div className="grid content-start gap-4 p-4 sm:p-5">
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-7 w-full" />
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-5 w-full" />
    </div>
  );
}

export function MetricsSkeleton() {
  return (
    <div className={metricGrid}>
      {six.map((name) => (
        <div key={name} className="grid content-start gap-3 bg-surface p-4 sm:p-5">
          <Skeleton className="h-5 w-28 max-w-full" />
          <Skeleton className="h-7 w-20" />
        </div>
      ))}
    </div>
  );
}

export function TrendSkeleton() {
  return (
    <div className={`grid content-start gap-4 p-4 sm:p-5 ${trendSize}`}>
      <Skeleton className="h-5.5 w-48" />
      <Skeleton className="h-56 w-full sm:h-64" />
      <Skeleton className="h-15 w-full" />
    </div>
  );
}

export function ExplanationSkeleton() {
  return (
    <div className={`grid content-start gap-4 p-4 sm:p-5 ${explanationSize}`}>
      <Skeleton className="h-5.5 w-40" />
      <Skeleton className="h-5.5 w-full" />
      <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[22rem_1fr]">
        <Skeleton className="h-52 w-full" />
        <Skeleton className="h-72 w-full" />
      </div>
    </div>
  );
}

export function AchievementsSkeleton({ className }: { className: string }) {
  return (
    <div className={`grid content-start gap-4 p-4 sm:p-5 ${className}`}>
      <Skeleton className="h-5.5 w-40" />
      <div className="grid gap-4 lg:grid-cols-2 lg:gap-x-12">
        {six.map((name) => (
          <Skeleton key={name} className="h-11 w-full" />
        ))}
      </div>
    </div>
  );
}

export function MeanTrendSkeleton() {
  return (
    <div className={`grid content-start gap-4 p-4 sm:p-5 ${meanTrendSize}`}>
      <Skeleton className="h-5.5 w-48" />
      <Skeleton className="h-56 w-full sm:h-64" />
    </div>
  );
}

export function HistorySkeleton() {
  return (
    <div className="grid gap-4 p-4 sm:p-5">
      <Skeleton className="h-5.5 w-48" />
      {rows.map((name) => (
        <Skeleton key={name} className="h-6 w-full" />
      ))}
    </div>
  );
}
