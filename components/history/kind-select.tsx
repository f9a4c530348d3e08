"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Select } from "@/components/ui/forms/controls";
import { entryKinds } from "./logs-view";

/** Entries of one kind, or of all. */
export function KindSelect({
  id,
  kind,
  className,
  onChoose,
}: {
  id: string;
  kind: string | null;
  className?: string;
  onChoose: (kind: string | null) => void;
}) {
  const { translate } = useTexts();
  return (
    <Select
      id={id}
      className={className}
      value={kind ?? ""}
      onChange={({ target }) => onChoose(target.value === "" ? null : target.value)}
    >
      <option value="">{translate("logs.kindAny")}</option>
      {entryKinds.map((one) => (
        <option key={one} value={one}>
          {translate(`kind.${one}.name`)}
        </option>
      ))}
    </Select>
  );
}
