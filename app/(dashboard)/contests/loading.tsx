import { ContestsPageSkeleton } from "@/components/contests/contests-skeleton";

export default function Loading() {
  return <ContestsPageSkeleton />;
}
