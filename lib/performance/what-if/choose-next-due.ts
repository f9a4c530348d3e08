import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";

const MOST = 3;

/**
 * The open assignments that can still be completed on time, the first due first, at most three.
 *
 * @param assignments in the order of their due dates.
 */
export function chooseNextDue(
  assignments: readonly Pick<AssignmentResponse, "id" | "status" | "overdue" | "due_at">[],
): readonly number[] {
  return assignments
    .filter(({ status, overdue, due_at: dueAt }) => status === "open" && !overdue && dueAt !== null)
    .slice(0, MOST)
    .map(({ id }) => id);
}
