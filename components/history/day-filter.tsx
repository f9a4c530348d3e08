"use client";

import { useEffect, useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { FilterField } from "@/components/ui/forms/filter-field";
import { TextField } from "@/components/ui/forms/select";
import { pushSearchParams, replaceSearchParams } from "@/components/ui/search-params-link";
import type { MessageKey } from "@/lib/i18n/messages";
import { firstAskableDay, lastAskableDay } from "./logs-view";

/**
 * One end of a range of days, in the address under its name as soon as it is a whole day. Typed digit by digit it is several
 * days one after the other; the way back keeps only the last of a visit to the field.
 */
export function DayFilter({
  name,
  day,
  problemId,
}: {
  name: "from" | "to";
  day: string | null;
  /** What is wrong with the range, where something is. */
  problemId: string | null;
}) {
  const { translate } = useTexts();
  const [typed, setTyped] = useState(day ?? "");
  const [error, setError] = useState<MessageKey | null>(null);
  /** In this visit: the address comes round with each of them a moment later, when more may have been typed. */
  const asked = useRef(new Set<string | null>());
  useEffect(() => {
    if (!asked.current.has(day)) {
      asked.current.clear();
      setTyped(day ?? "");
      setError(null);
    }
  }, [day]);

  function ask(wanted: string | null) {
    const isFirst = asked.current.size === 0;
    if (isFirst && wanted === day) {
      return;
    }
    asked.current.add(wanted);
    (isFirst ? pushSearchParams : replaceSearchParams)({ [name]: wanted, page: null });
  }

  return (
    <FilterField label={translate(`logs.${name}`)} error={error === null ? null : translate(error)}>
      {(aria) => (
        <TextField
          {...aria}
          type="date"
          min={firstAskableDay}
          max={lastAskableDay}
          value={typed}
          aria-invalid={error !== null || problemId !== null}
          aria-describedby={aria["aria-describedby"] ?? problemId ?? undefined}
          onFocus={() => asked.current.clear()}
          onChange={({ target }) => {
            setTyped(target.value);
            setError(null);
            if (target.validity.valid) {
              ask(target.value === "" ? null : target.value);
            }
          }}
          onBlur={({ target: { validity } }) => {
            if (!validity.valid) {
              setError(validity.badInput ? "logs.dayIncomplete" : "logs.dayOutside");
              ask(null);
            }
          }}
        />
      )}
    </FilterField>
  );
}
