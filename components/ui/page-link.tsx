"use client";

import Link, { useLinkStatus } from "next/link";
import type { ComponentProps } from "react";

/** The look of a link within a text. */
export const textLinkClasses =
  "rounded-sm underline decoration-line-strong/50 underline-offset-3 hover:decoration-ink";

/**
 * A link to another page. Pages are rendered for their reader, so they load when they are opened and not before; until
 * then the open page stays, with a bar above it.
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
        // Offline the browser would replace the last figures with its own page; a notice says why nothing happens.
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
