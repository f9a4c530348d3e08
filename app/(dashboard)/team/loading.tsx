import { TeamPageSkeleton } from "@/components/team/page-skeleton";

export default function Loading() {
  return <TeamPageSkeleton />;
}
