import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import type { NewMemberBody } from "@/lib/performance/members/schemas";
import { type CreatedMember, insertNewMember, type requireNewMember } from "./create-member";
import { rateSkills } from "./update-member";

/**
 * Inserts a member with their levels in skills, both on the record. The caller checks the permission.
 * @throws AppError as `insertNewMember`; `invalid_request` for a skill that the organization does not have.
 */
export async function insertRatedMember(
  transaction: Transaction,
  context: Context,
  member: ReturnType<typeof requireNewMember>,
  skills: NonNullable<NewMemberBody["skills"]>,
): Promise<CreatedMember> {
  const { organizationId, now, actor } = context;
  const author = { organizationId, now, actorId: getActorId(actor) };
  const created = await insertNewMember(transaction, author, member);
  const rated = await rateSkills(transaction, context, { id: created.id, skills: [] }, skills);
  if (rated.length > 0) {
    await insertAuditEntry(transaction, author, {
      ...{ action: "member.update", subjectType: "user", subjectId: created.id },
      detail: { skills: rated },
    });
  }
  return created;
}
