import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { pickSkills } from "@/lib/performance/assignments/resolve-skills";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { PendingRow } from "@/lib/performance/imports/queries/pending-rows";
import { insertMembers } from "@/lib/performance/members/queries/members";
import { getOrInsertSkills } from "@/lib/performance/members/queries/skills";
import { readStagedRow } from "./staged-content";

/** Staged rows as assignments, with the skills and, in a dry run, the members that they need. */
export async function toInputs(
  transaction: Transaction,
  context: Context,
  pending: readonly PendingRow[],
): Promise<readonly AssignmentInput[]> {
  const rows = pending.map(({ content }) => readStagedRow(content));
  const names = new Set(rows.flatMap((row) => row.requiredSkills?.map(({ name }) => name) ?? []));
  const skillIds = await getOrInsertSkills(transaction, context.organizationId, [...names]);
  const placeholders = await insertPlaceholders(transaction, context, pending);
  return rows.map(({ assignee: _, requiredSkills, ...row }, index) => {
    const userId = pending[index]?.userId ?? 0;
    return {
      ...row,
      userId: placeholders.get(userId) ?? userId,
      ...(requiredSkills !== undefined && {
        requiredSkills: pickSkills(requiredSkills, skillIds),
      }),
    };
  });
}

/** Members that a dry run would create have negative ids and exist until it is rolled back. */
async function insertPlaceholders(
  transaction: Transaction,
  { organizationId, now }: Context,
  pending: readonly PendingRow[],
): Promise<ReadonlyMap<number, MemberId>> {
  const placeholderIds = [...new Set(pending.map(({ userId }) => userId))].filter((id) => id < 0);
  if (placeholderIds.length === 0) return new Map();
  const getUsername = (id: number) => `dry-run-${now.getTime()}${id}`;
  const defaults = { email: null, role: "employee", leadScope: "team", teamId: null } as const;
  const added = await insertMembers(
    transaction,
    organizationId,
    placeholderIds.map((id) => {
      const username = getUsername(id);
      return { ...defaults, username, displayName: username, passwordHash: null };
    }),
    now,
  );
  const ids = new Map(added.map(({ username, id }) => [username, id]));
  return new Map(
    placeholderIds.flatMap((id) => {
      const added = ids.get(getUsername(id));
      return added === undefined ? [] : [[id, added] as const];
    }),
  );
}
