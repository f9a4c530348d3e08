import { definePagedRead, defineRead } from "@/lib/http/define-read";
import type { assignmentChanges, changesQuery } from "./changes/change-schemas";
import type { AssignmentsQuery, assignmentList, assignmentsQuery } from "./schemas";
import type { assignmentParams } from "./write-schemas";

export const assignmentsRead = definePagedRead<{
  query: typeof assignmentsQuery;
  response: typeof assignmentList;
}>("/api/performance/assignments");

export const changesRead = defineRead<{
  params: typeof assignmentParams;
  query: typeof changesQuery;
  response: typeof assignmentChanges;
}>("/api/performance/assignments/{id}/changes");

/** The views of a list of assignments. */
export const assignmentViews = ["open", "overdue", "completed", "cancelled"] as const;
export type AssignmentView = (typeof assignmentViews)[number];

/** The view of a URL; the default where it names none. */
export function parseAssignmentView(value: string | null): AssignmentView {
  return assignmentViews.find((view) => view === value) ?? "open";
}

const filters = {
  open: { status: "open", sort: "due" },
  overdue: { status: "open", overdue: true, sort: "due" },
  completed: { status: "completed", sort: "completed" },
  cancelled: { status: "cancelled", sort: "recorded" },
} as const satisfies Record<AssignmentView, Partial<AssignmentsQuery>>;

/** Whose assignments: one member's or a team's; with no team, those of every member in sight. */
export type AffectedMembers = { readonly userId: number } | { readonly teamId: number | null };

export function assignmentsOptions(members: AffectedMembers, view: AssignmentView) {
  return assignmentsRead.pages({
    ...filters[view],
    ...("userId" in members ? { user_id: members.userId } : { team_id: members.teamId }),
    limit: 10,
  });
}
