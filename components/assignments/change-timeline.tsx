"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentChangeResponse } from "@/lib/performance/assignments/changes/change-schemas";
import { changesRead } from "@/lib/performance/assignments/reads";
import { describeRecordedChange } from "./change-texts";

/** Every recorded change of an assignment, the last one first. */
export function ChangeTimeline({ assignmentId }: { assignmentId: number }) {
  const { translate } = useTexts();
  const titleId = useId();
  const query = useQuery(changesRead.options({ id: assignmentId }));
  const waiting = <p className="text-muted text-sm">{translate("assignments.changes.loading")}</p>;
  return (
    <section aria-labelledby={titleId} className="min-w-0">
      <h4 id={titleId} className="pb-1.5 font-medium text-xs">
        {translate("assignments.changes.title")}
      </h4>
      <Loaded query={query} skeleton={waiting}>
        {({ changes, is_skill_match_far: isMatchFar }) =>
          changes.length === 0 ? (
            <p className="text-muted text-sm">{translate("assignments.changes.none")}</p>
          ) : (
            <>
              {isMatchFar ? (
                <p className="pb-1.5 text-muted text-sm">
                  {translate("assignments.changes.signal.matchFar")}
                </p>
              ) : null}
              <ol>
                {changes.map((change) => (
                  <Change key={change.id} change={change} />
                ))}
              </ol>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

function Change({ change }: { change: AssignmentChangeResponse }) {
  const words = useTexts();
  const { translate, format } = words;
  return (
    <li className="border-line border-t py-1.5 text-sm">
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
    </li>
  );
}
