import "server-only";
import type { Context } from "@/lib/context";
import { recordAccess } from "@/lib/performance/access/record-access";
import type { AssignmentChanges } from "@/lib/performance/assignments/changes/change-schemas";
import { requireReadableAssignment } from "@/lib/performance/assignments/get-assignment";
import {
  type AssignmentChangeRecord,
  type HeldChange,
  listAssignmentChanges,
  listRequiredLevels,
} from "@/lib/performance/assignments/queries/assignment-changes";
import { isMatchFar } from "@/lib/performance/domain/changes/change-signals";
import { computeSkillMatch } from "@/lib/performance/domain/scoring/skill-match";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";
import type { MatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import type { ListedAssignment } from "@/lib/performance/ledger/queries/assignment-list";
import { getMemberId, serializeChanges } from "./serialize-changes";

/**
 * The recorded changes of an assignment, the last one first, for everyone who may read the assignment. Changes while a
 * member had it that the caller may not see are left out.
 *
 * @throws AppError as `getAssignment`.
 */
export async function listChanges(
  context: Context,
  { id, limit }: { readonly id: AssignmentId; readonly limit: number },
): Promise<AssignmentChanges> {
  const { database, organizationId } = context;
  const assignment = await requireReadableAssignment(context, id);
  const { userId, skillMatch } = assignment;
  const records = await listAssignmentChanges(database, organizationId, id, limit);
  const held = listHeld(records, assignment);
  const serialized = await serializeChanges(context, database, held, [userId]);
  const changes = held.flatMap(({ record, holder }) => {
    const found = serialized.get(record.id);
    return found?.isHeldByVisible === true ? [{ holder, change: found.change }] : [];
  });
  for (const holder of new Set([userId, ...changes.map((one) => one.holder)])) {
    await recordAccess(context, { type: "member", id: holder }, "assignments");
  }
  return {
    assignment_id: Number(id),
    changes: changes.map(({ change }) => change),
    is_skill_match_far: isMatchFar(skillMatch, await computeMatchByLevels(context, id)),
  };
}

/** Each change, the last one first, with the member who had the assignment after it. */
function listHeld(
  records: readonly AssignmentChangeRecord[],
  { id, userId, completedAt }: ListedAssignment,
): readonly HeldChange[] {
  let next = userId;
  return records.map((record) => {
    const holder = next;
    next = getMemberId(record.before) ?? holder;
    return { record, holder, assignment: { id, userId, completedAt, isDeleted: false } };
  });
}

async function computeMatchByLevels(
  { database, organizationId }: Context,
  id: AssignmentId,
): Promise<MatchTenThousandths | null> {
  const required = await listRequiredLevels(database, organizationId, id);
  const rated = required.flatMap(({ skillId, held }) =>
    held === null ? [] : [[skillId, held] as const],
  );
  return computeSkillMatch(required, new Map(rated));
}
