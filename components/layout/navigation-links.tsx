"use client";

import { usePathname } from "next/navigation";
import type { NavigationItem } from "@/components/layout/navigation";
import { useTexts } from "@/components/shared/text-provider";
import { PageLink } from "@/components/ui/page-link";
import { scrollFocusedIntoView } from "./scroll-focused-into-view";
import { useScrollActiveIntoView } from "./use-scroll-active-into-view";

export function NavigationLinks({ items }: { items: readonly NavigationItem[] }) {
  const path = usePathname();
  const { translate } = useTexts();
  const isCurrent = (href: string) => (href === "/" ? path === "/" : path.startsWith(href));
  const navigation = useScrollActiveIntoView(items.find(({ href }) => isCurrent(href))?.href);
  return (
    <nav
      ref={navigation}
      aria-label={translate("layout.navigation")}
      onFocus={scrollFocusedIntoView}
      className="min-w-0 overflow-x-auto"
    >
      <ul className="flex gap-1 max-sm:gap-0">
        {items.map(({ href, label, waiting = 0 }) => (
          <li key={href}>
            <PageLink
              href={href}
              aria-current={isCurrent(href) ? "page" : undefined}
              className="relative block rounded-md px-2.5 py-1.5 max-sm:px-2 text-muted -outline-offset-2 hover:bg-sunken hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
            >
              {translate(label)}
              {waiting === 0 ? null : <Waiting count={waiting} />}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The number of open tasks behind a link. */
function Waiting({ count }: { count: number }) {
  const { translate, format } = useTexts();
  return (
    <>
      <span
        aria-hidden="true"
        className="ml-1.5 rounded-full bg-caution-ground px-1.5 font-medium text-caution text-xs tabular-nums"
      >
        {format.count(count)}
      </span>
      <span className="sr-only"> {translate("navigation.waiting", { count })}</span>
    </>
  );
}
