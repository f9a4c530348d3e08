"use client";

import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentChangeResponse } from "@/lib/performance/assignments/changes/change-schemas";
import { describeRecordedChange } from "./change-texts";

/** A recorded change: what it changed, its author, its time, and whether the due time had passed. */
export function RecordedChange({ change }: { change: AssignmentChangeResponse }) {
  const words = useTexts();
  const { translate, format } = words;
  return (
    <div>
      {describeRecordedChange(words, change).map((sentence) => (
        <p key={sentence} className="break-words">
          {sentence}
        </p>
      ))}
      {change.signals.includes("measure_changed_late") ? (
        <p className="text-muted">{translate("assignments.changes.signal.measureChangedLate")}</p>
      ) : null}
      <p className="text-muted text-xs">
        <time dateTime={change.created_at}>{format.dayAndTime(change.created_at)}</time>
        {" · "}
        {translate(`assignments.changes.source.${change.source ?? "unknown"}`)}
      </p>
    </div>
  );
}
