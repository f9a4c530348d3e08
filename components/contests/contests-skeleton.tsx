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
