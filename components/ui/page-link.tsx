"use client";

import Link, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";

/**
 * A link to another page. The page is made for whoever opens it, so it is fetched when it is wanted and not before; while it
 * comes, the one that is open stays, with a bar above it.
 */
export function PageLink({
  children,
  onNavigate,
  ...rest
}: Omit<ComponentProps<typeof Link>, "prefetch">) {
  return (
    <Link
      {...rest}
      prefetch={false}
      onNavigate={(navigation) => {
        // Offline the browser would show its own page in place of the last figures; a notice says why nothing happens.
        if (navigator.onLine) {
          onNavigate?.(navigation);
        } else {
          navigation.preventDefault();
        }
      }}
    >
      {children}
      <Coming />
    </Link>
  );
}

function Coming() {
  const { pending } = useLinkStatus();
  return pending ? <span aria-hidden="true" className="page-coming" /> : null;
}
