"use client";

import { countUnits, toAxisTime } from "@/components/charts/local-days";
import { useTexts } from "@/components/shared/text-provider";
import { Badge } from "@/components/ui/badge";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { toLocalDateTime } from "./local-date-time";

/** When an assignment is due, or was completed; `today` is the organization's local date when the list was loaded. */
export function DueText({ assignment, today }: { assignment: AssignmentResponse; today: string }) {
  const { translate, format } = useTexts();
  const { status, completed_at: completedAt, due_at: dueAt, fact } = assignment;
  if (status === "completed" && completedAt !== null) {
    return (
      <>
        <span>
          {translate("assignments.completedAt", { when: format.dayAndTime(completedAt) })}
        </span>
        {fact === null || fact.on_time === null ? null : (
          <Badge tone={fact.on_time ? "neutral" : "caution"}>
            {translate(fact.on_time ? "assignments.onTime" : "assignments.late")}
          </Badge>
        )}
      </>
    );
  }
  if (dueAt === null) {
    return <span>{translate("assignments.noDue")}</span>;
  }
  const when = formatDueTime(dueAt);
  if (status !== "open") {
    return <span>{translate("assignments.wasDue", { when })}</span>;
  }
  const days = countUnits(
    toAxisTime(format.toLocalDate(new Date(dueAt))),
    toAxisTime(today),
    "day",
  );
  return assignment.overdue ? (
    <>
      <Badge tone="caution">
        {translate("assignments.overdueFor", { count: Math.max(0, -days) })}
      </Badge>
      <span>{translate("assignments.wasDue", { when })}</span>
    </>
  ) : (
    <>
      <span className="font-medium text-ink">
        {translate("assignments.dueIn", { count: days })}
      </span>
      <span>{when}</span>
    </>
  );

  /** The day alone where the assignment is due at its end. */
  function formatDueTime(instant: string): string {
    const { time } = toLocalDateTime(instant, format.timeZone, "end");
    return time === "" ? format.dayOf(instant) : format.dayAndTime(instant);
  }
}
