"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Figure } from "@/components/ui/figure";
import { missingSign } from "@/lib/i18n/format";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";

/** The facts of the assignment as they are now. */
export function ContestFacts({ assignment }: { assignment: AssignmentResponse }) {
  const { translate, format } = useTexts();
  const moment = (instant: string | null) => (instant === null ? null : format.dayAndTime(instant));
  const { fact } = assignment;
  const onTime =
    fact === null || fact.on_time === null
      ? null
      : translate(fact.on_time ? "contests.onTime" : "contests.late");
  const skills = assignment.required_skills.map(({ name, level }) => `${name} ${level}`).join(", ");
  const facts = [
    ["contests.dueAt", moment(assignment.due_at)],
    ["contests.completedAt", moment(assignment.completed_at)],
    ["contests.punctuality", onTime],
    ["contests.assignedAt", moment(assignment.assigned_at)],
    ["contests.startedAt", moment(assignment.started_at)],
    ["contests.difficulty", fact?.difficulty == null ? null : format.score(fact.difficulty)],
    ["contests.skillMatch", fact?.skill_match == null ? null : format.percent(fact.skill_match)],
    ["contests.skills", skills === "" ? null : skills],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm sm:grid-cols-4">
      {facts.map(([label, value]) => (
        <div key={label} className="min-w-0">
          <dt className="text-muted text-xs">{translate(label)}</dt>
          <dd className="break-words tabular-nums">
            <Figure value={value ?? missingSign} missing={translate("contests.notKnown")} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
