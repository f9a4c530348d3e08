"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import { personName } from "@/lib/i18n/person-name";
import type { PolicyResponse } from "@/lib/performance/policies/schemas";

/** Every policy that was ever in force, the newest first. */
export function PolicyVersions({ versions }: { versions: PolicyResponse["versions"] }) {
  const { translate, format } = useTexts();
  const newest = versions[0]?.version;
  return (
    <div className="border-line border-t">
      <h3 className="p-4 pb-2 font-semibold sm:px-5">{translate("policy.versions")}</h3>
      <ul>
        {versions.map(({ version, weights, min_sample: sample, due_rule: rule, ...made }) => (
          <li
            key={version}
            className="grid gap-0.5 border-line px-4 py-3 not-first:border-t sm:px-5"
          >
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">{translate("policy.version", { version })}</span>
              {version === newest ? <Badge>{translate("policy.inForce")}</Badge> : null}
            </p>
            <p className="text-sm tabular-nums">
              {translate("policy.weights", {
                onTime: format.percent(weights.on_time),
                skill: format.percent(weights.skill),
                difficulty: format.percent(weights.difficulty),
                sample: format.count(sample),
              })}
            </p>
            <p className="text-sm">{translate(`policy.dueRules.${rule}.name`)}</p>
            <p className="text-muted text-sm">
              {made.created_by === null
                ? translate("policy.sinceBeginning", { day: format.day(made.effective_on) })
                : translate("policy.since", {
                    day: format.day(made.effective_on),
                    name: personName(translate, made.created_by),
                  })}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
