"use client";

import { useId } from "react";
import { useTexts } from "@/components/shared/text-provider";
import type { PrivacyMode } from "@/lib/context";

const modes = [
  { value: "named", label: "privacy.named", meaning: "privacy.namedMeaning" },
  { value: "pseudonymous", label: "privacy.pseudonymous", meaning: "privacy.pseudonymousMeaning" },
  { value: "aggregate", label: "privacy.aggregate", meaning: "privacy.aggregateMeaning" },
] as const;

/** What members see of each other in each mode. */
export function PrivacyModes({
  chosen,
  onChoose,
}: {
  chosen: PrivacyMode;
  onChoose: (mode: PrivacyMode) => void;
}) {
  const { translate } = useTexts();
  const id = useId();
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{translate("privacy.title")}</legend>
      {modes.map(({ value, label, meaning }) => (
        <label
          key={value}
          className="flex items-start gap-2.5 rounded-md border border-line p-3 has-checked:border-accent has-checked:bg-canvas"
        >
          <input
            type="radio"
            name="privacy_mode"
            value={value}
            checked={chosen === value}
            aria-describedby={`${id}-${value}`}
            onChange={() => onChoose(value)}
            className="mt-0.5 size-4 shrink-0 accent-accent-fill"
          />
          <span className="grid gap-0.5">
            <span className="font-medium text-sm">{translate(label)}</span>
            <span id={`${id}-${value}`} className="text-muted text-sm">
              {translate(meaning)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function LeaderboardChoice({ stored, isHidden }: { stored: boolean; isHidden: boolean }) {
  const { translate } = useTexts();
  const id = useId();
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        name="employee_leaderboard"
        defaultChecked={stored}
        aria-describedby={id}
        className="mt-0.5 size-4 shrink-0 accent-accent-fill"
      />
      <span className="grid gap-0.5">
        <span className="font-medium text-sm">{translate("privacy.leaderboard")}</span>
        <span id={id} className="text-muted text-sm">
          {translate(isHidden ? "privacy.leaderboardHidden" : "privacy.leaderboardMeaning")}
        </span>
      </span>
    </label>
  );
}
