import { infiniteQueryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { AssignmentList, AssignmentsQuery } from "@/lib/performance/assignments/schemas";

/** Assignments of one page of a list. */
export const assignmentsPageLength = 10;

/** What a list of assignments shows. */
export const assignmentViews = ["open", "overdue", "completed", "cancelled"] as const;
export type AssignmentView = (typeof assignmentViews)[number];

/** What stands in an address; anything else counts as not there. */
export function parseAssignmentView(value: string | null): AssignmentView {
  return assignmentViews.find((view) => view === value) ?? "open";
}

const filters = {
  open: { status: "open", order: "due" },
  overdue: { status: "open", overdue: true, order: "due" },
  completed: { status: "completed", order: "completed" },
  cancelled: { status: "cancelled", order: "recorded" },
} as const satisfies Record<AssignmentView, Partial<AssignmentsQuery>>;

/** Whose assignments: one member's or a team's; of the team null, those of everybody whom the caller sees. */
export type AffectedMembers = { readonly userId: number } | { readonly teamId: number | null };

/** The first page of a view as the service takes it. */
export function toAssignmentsQuery(
  owners: AffectedMembers,
  view: AssignmentView,
): AssignmentsQuery {
  return {
    ...filters[view],
    ...("userId" in owners && { user_id: owners.userId }),
    ...("teamId" in owners && owners.teamId !== null && { team_id: owners.teamId }),
    limit: assignmentsPageLength,
  };
}

const firstCursor: string | null = null;

export function assignmentsOptions(owners: AffectedMembers, view: AssignmentView) {
  return infiniteQueryOptions({
    queryKey: ["performance", "assignments", owners, view],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(
        Object.entries(toAssignmentsQuery(owners, view)).map(([name, value]) => [
          name,
          String(value),
        ]),
      );
      if (pageParam !== null) {
        query.set("cursor", pageParam);
      }
      return fetchJson<AssignmentList>(`/api/performance/assignments?${query}`, { signal });
    },
    initialPageParam: firstCursor,
    getNextPageParam: (lastPage) => lastPage.next_cursor,
  });
}
