import { PageSkeleton } from "@/components/performance/page-skeleton";

export default function Loading() {
  return <PageSkeleton />;
}
