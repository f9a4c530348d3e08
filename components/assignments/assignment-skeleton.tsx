import { Skeleton } from "@/components/ui/skeleton";

const rows = ["first", "second", "third", "fourth"];

export function AssignmentSkeleton() {
  return (
    <div>
      {rows.map((name) => (
        <div
          key={name}
          className="grid gap-1.5 border-line border-t px-4 py-3 first:border-t-0 sm:px-5"
        >
          <Skeleton className="h-5 w-72 max-w-full" />
          <Skeleton className="h-5 w-48 max-w-full" />
        </div>
      ))}
    </div>
  );
}
