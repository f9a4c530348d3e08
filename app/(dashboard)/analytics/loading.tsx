import { AnalyticsPageSkeleton } from "@/components/analytics/page-skeleton";

export default function Loading() {
  return <AnalyticsPageSkeleton />;
}
