"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { NavigationItem } from "@/lib/navigation";
import { showWhole } from "./show-whole";
import { useTexts } from "./text-provider";

export function NavigationLinks({ items }: { items: readonly NavigationItem[] }) {
  const path = usePathname();
  const { translate } = useTexts();
  return (
    <nav
      aria-label={translate("layout.navigation")}
      onFocus={showWhole}
      className="min-w-0 overflow-x-auto"
    >
      <ul className="flex gap-1">
        {items.map(({ href, label }) => {
          const isCurrent = href === "/" ? path === "/" : path.startsWith(href);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent ? "page" : undefined}
                className="block rounded-md px-2.5 py-1.5 text-muted hover:bg-sunken hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink"
              >
                {translate(label)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
