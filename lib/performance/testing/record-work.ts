import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { recordAssignments } from "@/lib/performance/assignments/record-assignments";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";

const HOUR = 3_600_000;

/** Completions of a member, each half an hour after the one before, the last of them now. */
export function createCompletions(
  { now }: Context,
  userId: number,
  count: number,
  fields: Partial<AssignmentInput> = {},
): readonly AssignmentInput[] {
  return Array.from({ length: count }, (_, index) => {
    const completedAt = new Date(now.getTime() - ((count - index) * HOUR) / 2);
    return {
      externalId: `work-${userId}-${index}`,
      userId,
      title: `Task ${index} of ${userId}`,
      assignedAt: new Date(completedAt.getTime() - 7 * HOUR),
      dueAt: new Date(completedAt.getTime() + (index % 4 === 0 ? -1 : 30) * HOUR),
      completedAt,
      difficulty: toDifficultyHundredths((index * 130) % 1001),
      skillMatch: toMatchTenThousandths((index * 3700) % 10_001),
      ...fields,
    };
  });
}

/** Records assignments in one transaction, as an import does. */
export async function recordAssignmentsFor(context: Context, inputs: readonly AssignmentInput[]) {
  const { organization, now } = context;
  return withTransaction(context.database, (transaction) =>
    recordAssignments(transaction, { organization, now, actorId: null }, inputs),
  );
}
