"use client";

import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { personName } from "@/lib/i18n/person-name";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import type { HistoryEntry } from "@/lib/performance/summaries/schemas";
import { Quote } from "./quote";

/** The decision of a contest with its author and reason; nothing while it is open or after it was withdrawn. */
export function ContestDecision({ contest }: { contest: ContestResponse }) {
  const { translate, format } = useTexts();
  const { status, decided_at: decidedAt, decided_by: decider, decision_reason: reason } = contest;
  if (decidedAt === null || decider === null || (status !== "upheld" && status !== "rejected")) {
    return null;
  }
  return (
    <div className="grid gap-2">
      <p className="text-sm">
        <span className="font-medium">{translate(`contests.was.${status}`)}</span>{" "}
        <span className="text-muted">
          {translate("contests.decidedBy", {
            name: personName(translate, decider),
            time: format.dayAndTime(decidedAt),
          })}
        </span>
      </p>
      {reason === null ? null : <Quote>{reason}</Quote>}
      {contest.correction === null ? null : <CorrectedScore correction={contest.correction} />}
    </div>
  );
}

/** The effect of the correcting entry on the score. */
export function CorrectedScore({ correction }: { correction: HistoryEntry }) {
  const { translate, format } = useTexts();
  const { performance_score: score, score_change: change } = correction;
  return (
    <p className="text-sm tabular-nums">
      {translate("contests.scoreAfter", {
        score: score === null ? translate("contests.noScore") : format.scoreColumn(score),
      })}
      {change === null ? null : (
        <span className={`ml-2 font-semibold ${getTone(change)}`}>
          {format.changeColumn(change)}
        </span>
      )}
      <span className="ml-2 text-muted">
        {translate("contests.byEntry", { id: correction.id })}
      </span>
    </p>
  );
}
