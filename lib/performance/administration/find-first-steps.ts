import "server-only";
import type { PersonContext } from "@/lib/context";
import type { FirstSteps } from "@/lib/performance/administration/first-steps-schemas";

/** Null once a member has a score. */
export async function findFirstSteps({
  actor,
  database,
  organizationId,
}: PersonContext): Promise<FirstSteps | null> {
  const scored = await database.userPerformance.findFirst({
    where: { organizationId, score: { not: null } },
    select: { userId: true },
  });
  if (scored !== null) return null;
  const other = { organizationId, id: { not: actor.userId }, deactivatedAt: null };
  const [person, assignment] = await Promise.all([
    database.user.findFirst({ where: other, select: { id: true } }),
    database.assignment.findFirst({ where: { organizationId }, select: { id: true } }),
  ]);
  return { hasPeople: person !== null, hasWork: assignment !== null };
}
