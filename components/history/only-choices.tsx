"use client";

import { useTexts } from "@/components/shared/text-provider";
import { onlyNames } from "./logs-view";

type Only = (typeof onlyNames)[number];

/** Shows late completions only, or those whose due date was moved. */
export function OnlyChoices({
  only,
  onChoose,
}: {
  only: Only | null;
  /** Null: all entries. */
  onChoose: (only: Only | null) => void;
}) {
  const { translate } = useTexts();
  return onlyNames.map((name) => (
    <label key={name} className="flex min-h-9 items-center gap-2 pr-2 text-sm">
      <input
        type="checkbox"
        checked={only === name}
        onChange={() => onChoose(only === name ? null : name)}
        className="size-4 accent-accent-fill"
      />
      {translate(`history.only.${name}`)}
    </label>
  ));
}
