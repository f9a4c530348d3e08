"use client";

import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { ContestOfSubject } from "@/components/contests/contest-of-subject";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentChangeResponse } from "@/lib/performance/assignments/changes/change-schemas";
import { changesRead } from "@/lib/performance/assignments/reads";
import { describeRecordedChange } from "./change-texts";
import { RecordedChange } from "./recorded-change";

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
                  <Change key={change.id} assignmentId={assignmentId} change={change} />
                ))}
              </ol>
            </>
          )
        }
      </Loaded>
    </section>
  );
}

/** A change with its contest, and the button to contest a change of your own assignment. */
function Change({
  assignmentId,
  change,
}: {
  assignmentId: number;
  change: AssignmentChangeResponse;
}) {
  const words = useTexts();
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line border-t py-1.5 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <RecordedChange change={change} />
      </div>
      <ContestOfSubject
        subject={{ kind: "change", id: change.id, assignmentId }}
        state={change}
        title={describeRecordedChange(words, change).join(" ")}
      />
    </li>
  );
}
