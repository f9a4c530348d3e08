"use client";

import { useId, useState } from "react";
import { useTexts } from "@/components/layout/text-provider";
import { changeAddress, refineAddress } from "@/components/ui/address-link";
import { TextField } from "@/components/ui/select";
import { firstAskableDay, lastAskableDay } from "./logs-view";

/**
 * One end of a range of days, in the address under `name` as soon as it is a whole day. Typed digit by digit it is several
 * days one after the other; the way back keeps only the last of a visit to the field.
 */
export function DayFilter({
  id,
  name,
  day,
  problemId,
}: {
  id: string;
  name: "from" | "to";
  day: string | null;
  /** What is wrong with the range, where something is. */
  problemId: string | null;
}) {
  const { translate } = useTexts();
  const incompleteId = useId();
  const [typed, setTyped] = useState(day ?? "");
  const [seen, setSeen] = useState(day);
  const [stage, setStage] = useState<"left" | "entered" | "refined">("left");
  const [isIncomplete, setIncomplete] = useState(false);
  if (seen !== day) {
    setSeen(day);
    // The address comes round a moment later: what is typed meanwhile stays.
    if (stage === "left") {
      setTyped(day ?? "");
      setIncomplete(false);
    }
  }
  const describedBy = isIncomplete ? incompleteId : problemId;
  return (
    <>
      <TextField
        id={id}
        type="date"
        min={firstAskableDay}
        max={lastAskableDay}
        value={typed}
        aria-invalid={describedBy !== null}
        aria-describedby={describedBy ?? undefined}
        onFocus={() => setStage("entered")}
        onChange={({ target }) => {
          setTyped(target.value);
          setIncomplete(false);
          if (target.validity.valid) {
            const change = { [name]: target.value === "" ? null : target.value, page: null };
            (stage === "refined" ? refineAddress : changeAddress)(change);
            setStage("refined");
          }
        }}
        onBlur={({ target }) => {
          setStage("left");
          setIncomplete(!target.validity.valid);
        }}
      />
      {isIncomplete ? (
        <p id={incompleteId} role="alert" className="mt-1 text-negative text-xs">
          {translate("logs.dayIncomplete")}
        </p>
      ) : null}
    </>
  );
}
