import "server-only";
import type { QueryClient } from "@tanstack/react-query";
import type { Context } from "@/lib/context";
import { listVisibleAssignments } from "@/lib/performance/assignments/list-visible-assignments";
import {
  type AffectedMembers,
  assignmentsOptions,
  parseAssignmentView,
  toAssignmentsQuery,
} from "@/lib/performance/assignments/reads";

/** Puts the first page of somebody's work into the cache, in the view that the address asks for. */
export async function loadAssignments(
  context: Context,
  owners: AffectedMembers,
  work: string | null,
  queries: QueryClient,
): Promise<void> {
  const view = parseAssignmentView(work);
  const page = await listVisibleAssignments(context, toAssignmentsQuery(owners, view));
  queries.setQueryData(assignmentsOptions(owners, view).queryKey, {
    pages: [page],
    pageParams: [null],
  });
}
