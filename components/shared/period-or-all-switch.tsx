"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Segments } from "@/components/ui/segments";
import { periods } from "@/lib/performance/domain/time/period-days";
import type { Period } from "@/lib/performance/shared/parse-period";

/** A period, or the whole time. */
export function PeriodOrAllSwitch({ days: current }: { days: Period | null }) {
  const { translate } = useTexts();
  return (
    <Segments
      label={translate("period.label")}
      segments={[
        {
          key: "all",
          label: translate("period.allShort"),
          description: translate("period.all"),
          change: { days: null, page: null },
          isCurrent: current === null,
        },
        ...periods.map((days) => ({
          key: String(days),
          label: translate("period.short", { days }),
          description: translate("period.option", { days }),
          change: { days: String(days), page: null },
          isCurrent: days === current,
        })),
      ]}
    />
  );
}
