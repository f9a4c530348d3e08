import { infiniteQueryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/fetch-json";
import type { AssignmentList, AssignmentsQuery } from "@/lib/performance/schemas/assignments";

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

/** The first page of a view as the service takes it. `userId` null: everybody whom the caller sees. */
export function assignmentsQueryOf(userId: number | null, view: AssignmentView): AssignmentsQuery {
  return {
    ...filters[view],
    ...(userId !== null && { user_id: userId }),
    limit: assignmentsPageLength,
  };
}

const firstCursor: string | null = null;

export function assignmentsOptions(userId: number | null, view: AssignmentView) {
  return infiniteQueryOptions({
    queryKey: ["performance", "assignments", userId, view],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams(
        Object.entries(assignmentsQueryOf(userId, view)).map(([name, value]) => [
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
