"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Segments } from "@/components/ui/segments";
import { periods } from "@/lib/performance/domain/time/period-days";
import type { Period } from "@/lib/performance/shared/parse-period";

export function PeriodSwitch({ period }: { period: Period }) {
  const { translate } = useTexts();
  return (
    <Segments
      label={translate("period.label")}
      segments={periods.map((days) => ({
        key: String(days),
        label: translate("period.short", { days }),
        description: translate("period.option", { days }),
        change: { days: String(days) },
        isCurrent: days === period,
      }))}
    />
  );
}
