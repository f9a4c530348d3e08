"use client";

import { useTexts } from "@/components/layout/text-provider";
import { ExportLinks } from "@/components/ui/export-links";
import { userExportAddress } from "@/lib/performance/export-addresses";
import type { Period } from "@/lib/performance/period";
import { everything } from "@/lib/performance/query-options";

/** A member's figures as files: of the period that is shown, and of everything. */
export function MemberExports({ userId, period }: { userId: number; period: Period }) {
  const { translate } = useTexts();
  const scopes = [
    [period, "export.period"],
    [everything, "export.all"],
  ] as const;
  return (
    <ExportLinks
      files={scopes.flatMap(([days, label]) =>
        (["csv", "json"] as const).map((format) => ({
          address: userExportAddress(userId, days, format),
          label: translate(label, { days, format: format.toUpperCase() }),
        })),
      )}
    />
  );
}
