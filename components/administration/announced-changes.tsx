"use client";

import { useTexts } from "@/components/shared/text-provider";
import type { AnnouncedChange } from "@/lib/performance/administration/proposal-schemas";
import { settingLabels, valueLabels } from "./setting-labels";

/** Tells members about approved changes that will show more of them. Nothing while there are none. */
export function AnnouncedChanges({ changes }: { changes: readonly AnnouncedChange[] }) {
  const { translate, format } = useTexts();
  if (changes.length === 0) return null;
  return (
    <section aria-label={translate("proposals.announced")} className="mb-6 grid gap-3">
      {changes.map(({ id, setting, to, effectiveAt }) => {
        const label = settingLabels[setting];
        const value = valueLabels[to];
        return (
          <div key={id} className="panel grid gap-1 p-4 sm:px-5">
            <p className="font-medium">
              {translate("proposals.announcement", {
                setting: label === undefined ? setting : translate(label),
                value: value === undefined ? to : translate(value),
                at: format.dayAndTime(effectiveAt),
              })}
            </p>
            {setting === "privacy_mode" ? (
              <p className="text-muted text-sm">{translate("proposals.past")}</p>
            ) : null}
          </div>
        );
      })}
    </section>
  );
}
