import { Skeleton } from "@/components/ui/skeleton";

export function ListSkeleton() {
  return (
    <div className="grid gap-4 p-4 sm:p-5">
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-10 w-full" />
    </div>
  );
}

export function SettingsSkeleton({ label }: { label: string }) {
  return (
    <div className="mx-auto grid max-w-4xl gap-6">
      <p role="status" className="sr-only">
        {label}
      </p>
      <Skeleton className="h-8 w-40" />
      <div className="panel">
        <ListSkeleton />
      </div>
      <div className="panel">
        <ListSkeleton />
      </div>
    </div>
  );
}
