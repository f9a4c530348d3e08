import type { ReactNode } from "react";

/** A page with a single message. */
export function MessagePage({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action: ReactNode;
}) {
  return (
    <div className="page-width grid max-w-md justify-items-start gap-3 py-20">
      <h1 className="font-semibold text-xl">{title}</h1>
      <div className="text-muted">{children}</div>
      <div className="pt-2">{action}</div>
    </div>
  );
}
