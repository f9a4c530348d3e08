import "server-only";
import type { PersonContext } from "@/lib/context";

/** Whether the caller has, or ever had, an assignment of their own. */
export async function hasAssignments({
  actor,
  database,
  organizationId,
}: PersonContext): Promise<boolean> {
  const own = await database.assignment.findFirst({
    where: { organizationId, userId: actor.userId },
    select: { id: true },
  });
  return own !== null;
}
