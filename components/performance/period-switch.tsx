"use client";

import Link from "next/link";
import { useTexts } from "@/components/layout/text-provider";
import { type Period, periods } from "@/lib/performance/period";

/** The period is in the address. Changing it asks for the new figures only, not for the page again. */
export function PeriodSwitch({ period }: { period: Period }) {
  const { translate } = useTexts();
  return (
    <nav aria-label={translate("period.label")}>
      <ul className="flex rounded-md bg-sunken p-0.5">
        {periods.map((days) => (
          <li key={days}>
            <Link
              href={`?days=${days}`}
              prefetch={false}
              scroll={false}
              onNavigate={(navigation) => {
                navigation.preventDefault();
                window.history.pushState(null, "", `?days=${days}`);
              }}
              aria-label={translate("period.option", { days })}
              aria-current={days === period ? "true" : undefined}
              className="block min-w-11 rounded-sm px-2 py-1 text-center text-muted text-sm tabular-nums hover:text-ink aria-[current]:bg-surface aria-[current]:font-medium aria-[current]:text-ink"
            >
              {translate("period.short", { days })}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
