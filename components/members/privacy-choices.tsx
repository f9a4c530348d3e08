"use client";

import { useId } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import type { PrivacyMode } from "@/lib/context";

const modes = [
  { value: "named", label: "privacy.named", meaning: "privacy.namedMeaning" },
  { value: "pseudonymous", label: "privacy.pseudonymous", meaning: "privacy.pseudonymousMeaning" },
  { value: "aggregate", label: "privacy.aggregate", meaning: "privacy.aggregateMeaning" },
] as const;

/** What members see of each other in each mode. */
export function PrivacyModes({
  stored,
  field,
}: {
  stored: PrivacyMode;
  field: UseFormRegisterReturn;
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
            {...field}
            type="radio"
            value={value}
            defaultChecked={stored === value}
            aria-describedby={`${id}-${value}`}
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

export function LeaderboardChoice({
  stored,
  isHidden,
  field,
}: {
  stored: boolean;
  isHidden: boolean;
  field: UseFormRegisterReturn;
}) {
  const { translate } = useTexts();
  const id = useId();
  return (
    <label className="flex items-start gap-2.5">
      <input
        {...field}
        type="checkbox"
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
