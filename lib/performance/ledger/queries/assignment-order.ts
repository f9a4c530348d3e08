import "server-only";
import { type Expression, type SqlBool, sql } from "kysely";
import { withAliases } from "@/lib/db/kysely";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";

/**
 * The order of a list of assignments, and the assignment before a page (null: the first page). The orders are: the last
 * recorded first; the soonest due first, without a due date last; or the last completed first, then the others.
 */
export type AssignmentCursor =
  | { readonly order: "recorded"; readonly after: { readonly id: AssignmentId } | null }
  | {
      readonly order: "due" | "completed";
      /** `at` is the date of the order; null without one. */
      readonly after: { readonly at: Date | null; readonly id: AssignmentId } | null;
    };

const assignment = withAliases<{ assignment: "assignments" }>();
const id = assignment.ref("assignment.id");
const dueAt = assignment.ref("assignment.due_at");
const completedAt = assignment.ref("assignment.completed_at");

const terms = {
  recorded: sql`${id} desc`,
  due: sql`${dueAt} nulls last, ${id}`,
  completed: sql`${completedAt} desc nulls last, ${id} desc`,
} as const satisfies Record<AssignmentCursor["order"], Expression<unknown>>;

/** The terms of ORDER BY. */
export function getOrder({ order }: AssignmentCursor): Expression<unknown> {
  return terms[order];
}

/** Whether an `assignment` is not on a page before; true for the first page. */
export function isFollowing(place: AssignmentCursor): Expression<SqlBool> {
  if (place.after === null) return assignment.lit(true);
  if (place.order === "recorded") return assignment(id, "<", place.after.id);
  const { after } = place;
  if (place.order === "due") {
    return after.at === null
      ? assignment.and([assignment(dueAt, "is", null), assignment(id, ">", after.id)])
      : assignment(
          assignment.refTuple("assignment.due_at", "assignment.id"),
          ">",
          assignment.tuple(after.at, after.id),
        ).or(dueAt, "is", null);
  }
  return after.at === null
    ? assignment.and([assignment(completedAt, "is", null), assignment(id, "<", after.id)])
    : assignment(
        assignment.refTuple("assignment.completed_at", "assignment.id"),
        "<",
        assignment.tuple(after.at, after.id),
      ).or(completedAt, "is", null);
}
