import type { ReactNode } from "react";

/** An error: what happened, and what to do next. */
export function Notice({ children, action }: { children: ReactNode; action: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md bg-negative-ground px-3 py-2 text-negative text-sm"
    >
      <p className="min-w-0 flex-1 basis-60">{children}</p>
      {action}
    </div>
  );
}
