"use client";

import { useTexts } from "@/components/layout/text-provider";
import { type Period, periods } from "@/lib/performance/period";
import { PeriodLink } from "./period-link";

export function PeriodSwitch({ period }: { period: Period }) {
  const { translate } = useTexts();
  return (
    <nav aria-label={translate("period.label")}>
      <ul className="flex rounded-md bg-sunken p-0.5">
        {periods.map((days) => (
          <li key={days}>
            <PeriodLink
              days={days}
              aria-label={translate("period.option", { days })}
              aria-current={days === period ? "true" : undefined}
              className="block min-w-11 rounded-sm px-2 py-1 text-center text-muted text-sm tabular-nums hover:text-ink aria-[current]:bg-surface aria-[current]:font-medium aria-[current]:text-ink"
            >
              {translate("period.short", { days })}
            </PeriodLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
