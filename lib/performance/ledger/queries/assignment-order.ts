import "server-only";
import { Prisma } from "@/lib/db/generated/client";

/**
 * How a list of assignments runs, and after which of them a page begins (null: the first page): the last recorded first;
 * the soonest due first, those without a due date last; or the last completed first, the others after them.
 */
export type AssignmentCursor =
  | { readonly order: "recorded"; readonly after: { readonly id: bigint } | null }
  | {
      readonly order: "due" | "completed";
      /** `at` is what the order goes by; null for one that has none. */
      readonly after: { readonly at: Date | null; readonly id: bigint } | null;
    };

const terms = {
  recorded: Prisma.sql`assignment.id DESC`,
  due: Prisma.sql`assignment.due_at ASC NULLS LAST, assignment.id ASC`,
  completed: Prisma.sql`assignment.completed_at DESC NULLS LAST, assignment.id DESC`,
} as const satisfies Record<AssignmentCursor["order"], Prisma.Sql>;

/** The terms of ORDER BY. */
export function getOrder({ order }: AssignmentCursor): Prisma.Sql {
  return terms[order];
}

/** A condition that leaves out the pages before; empty for the first one. */
export function getFollowing(place: AssignmentCursor): Prisma.Sql {
  if (place.after === null) return Prisma.empty;
  if (place.order === "recorded") return Prisma.sql`AND assignment.id < ${place.after.id}`;
  const { at, id } = place.after;
  if (place.order === "due") {
    return at === null
      ? Prisma.sql`AND assignment.due_at IS NULL AND assignment.id > ${id}`
      : Prisma.sql`AND ((assignment.due_at, assignment.id) > (${at}, ${id})
          OR assignment.due_at IS NULL)`;
  }
  return at === null
    ? Prisma.sql`AND assignment.completed_at IS NULL AND assignment.id < ${id}`
    : Prisma.sql`AND ((assignment.completed_at, assignment.id) < (${at}, ${id})
        OR assignment.completed_at IS NULL)`;
}
