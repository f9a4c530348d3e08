"use client";

import { useTexts } from "@/components/shared/text-provider";
import { ExportLinks } from "@/components/ui/export-links";
import { getUserExportUrl } from "@/lib/performance/exports/export-urls";
import { longestPeriodDays } from "@/lib/performance/history/reads";
import type { Period } from "@/lib/performance/shared/parse-period";

/** A member's figures as files: of the current period, and of the whole time. */
export function MemberExports({ userId, period }: { userId: number; period: Period }) {
  const { translate } = useTexts();
  const scopes = [
    [period, "export.period"],
    [longestPeriodDays, "export.all"],
  ] as const;
  return (
    <ExportLinks
      files={scopes.flatMap(([days, label]) =>
        (["csv", "json"] as const).map((format) => ({
          address: getUserExportUrl(userId, days, format),
          label: translate(label, { days, format: format.toUpperCase() }),
        })),
      )}
    />
  );
}
