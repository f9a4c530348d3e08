import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { insertAssignments } from "@/lib/performance/assignments/queries/write-assignments";
import { countDue } from "@/lib/performance/domain/scoring/due-rule";
import { takeFact } from "@/lib/performance/domain/scoring/fact";
import { buildFactInput } from "@/lib/performance/domain/testing/samples";

const HOUR = 3_600_000;

/** Completed assignments with their facts, for which no entry has been appended yet. */
export async function completeUncounted(
  { database, organizationId, now }: Context,
  userId: number,
  count: number,
): Promise<readonly bigint[]> {
  const contents = Array.from({ length: count }, (_, index) => {
    const work = buildFactInput({
      assignedAt: new Date(now.getTime() - 2000 * HOUR),
      dueAt: new Date(now.getTime() - (index % 3 === 0 ? 1500 : 1) * HOUR),
      completedAt: new Date(now.getTime() - (count - index) * HOUR),
      skillMatch: (index * 37) % 10_001,
      difficulty: (index * 13) % 1001,
    });
    const { dueAt } = work;
    const recorded = { event: "created", at: now, dueAt, isCompleted: true, reason: null } as const;
    return {
      externalId: `task-${index}`,
      userId,
      title: `Task ${index}`,
      project: null,
      status: "completed" as const,
      deletedAt: null,
      completedPrecision: "time" as const,
      ...work,
      fact: takeFact(work, countDue("latest", [recorded]), new Map(), "Europe/Berlin"),
    };
  });
  const ids = await withTransaction(database, (transaction) =>
    insertAssignments(transaction, organizationId, contents, {
      ...{ actorId: null, source: null, reason: null },
      at: now,
    }),
  );
  return [...ids.values()];
}
