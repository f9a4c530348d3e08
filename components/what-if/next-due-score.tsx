"use client";

import { useQuery } from "@tanstack/react-query";
import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { chooseNextDue } from "@/lib/performance/what-if/choose-next-due";
import { whatIfCompletedOptions } from "@/lib/performance/what-if/reads";

/** The score that the next due of a member's assignments would give on time; nothing where none can be on time. */
export function NextDueScore({
  assignments,
  viewerId,
}: {
  /** Of one member, the first due first. */
  assignments: readonly AssignmentResponse[];
  viewerId: number;
}) {
  const { translate, format } = useTexts();
  const userId = assignments[0]?.user_id ?? 0;
  const ids = chooseNextDue(assignments);
  const foreseen = useQuery({ ...whatIfCompletedOptions(userId, ids), enabled: ids.length > 0 });
  if (ids.length === 0 || foreseen.isError) return null;
  const { after, score_change: change = null } = foreseen.data ?? {};
  const values = {
    count: ids.length,
    score: format.score(after?.performance_score ?? null),
    change: format.change(change),
  };
  const key = userId === viewerId ? "whatIf.nextDueOwn" : "whatIf.nextDue";
  return (
    // Its room is kept until the response is there, so that the list below stays where it is.
    <p className="min-h-11 border-line border-t px-4 py-3 text-sm sm:px-5">
      {after === undefined ? null : translate(key, values)}
    </p>
  );
}
