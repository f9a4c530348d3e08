import "server-only";
import type { Context } from "@/lib/context";
import { compare, type Difference } from "@/lib/performance/domain/ledger/check-ledger";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  listMismatchedChangeContests,
  listMismatchedContests,
} from "@/lib/performance/verification/queries/contest-verification";

type ContestDifference = Difference & { readonly userId: MemberId };

/** What a contest is about and the contest are always changed together, so concurrent writes cause no difference. */
export async function checkContests(context: Context): Promise<readonly ContestDifference[]> {
  return [...(await checkEntryContests(context)), ...(await checkChangeContests(context))];
}

async function checkEntryContests({
  database,
  organizationId,
}: Context): Promise<readonly ContestDifference[]> {
  const contests = await listMismatchedContests(database, organizationId);
  return contests.flatMap(({ id, userId, entryId, entryUserId, correctionUserId, corrects }) =>
    [
      ...compare(`contest ${id}: member of its entry`, userId, entryUserId),
      ...compare(`contest ${id}: member of its correction`, userId, correctionUserId),
      ...compare(`contest ${id}: entry that its correction corrects`, `${entryId}`, `${corrects}`),
    ].map((difference) => ({ userId, ...difference })),
  );
}

async function checkChangeContests({
  database,
  organizationId,
}: Context): Promise<readonly ContestDifference[]> {
  const contests = await listMismatchedChangeContests(database, organizationId);
  return contests.flatMap((contest) => {
    const { id, userId, assignmentId, correctedAssignmentId: corrected } = contest;
    return [
      ...compare(`contest ${id}: member of its change`, userId, contest.holder),
      ...compare(`contest ${id}: member of its correction`, userId, contest.correctionUserId),
      ...compare(`contest ${id}: assignment of its correction`, `${assignmentId}`, `${corrected}`),
    ].map((difference) => ({ userId, ...difference }));
  });
}
