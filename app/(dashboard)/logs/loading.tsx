import { LogsPageSkeleton } from "@/components/logs/page-skeleton";

export default function Loading() {
  return <LogsPageSkeleton />;
}
