import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { SkillId } from "@/lib/performance/domain/units/ids";
import { type AuditEntry, insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  findSkillRecord,
  insertSkill,
  listSkillIdsByName,
  listSkillRecords,
  renameSkill,
  type SkillRecord,
} from "@/lib/performance/members/queries/skills";
import type { PageQuery } from "@/lib/performance/members/schemas";
import { toIdPage, toIdPageRequest } from "@/lib/performance/pagination/id-pages";
import { noteCreated, requireVersion } from "@/lib/resources/resource-guard";

/**
 * The skills of the organization by id.
 * @throws AppError `forbidden` without `view_organization`.
 */
export async function listSkills(context: Context, page: PageQuery) {
  requirePermission(context.actor, "view_organization");
  const { database, organizationId } = context;
  const found = await listSkillRecords(database, organizationId, toIdPageRequest(page));
  const { rows, next_cursor } = toIdPage(found, page);
  return { skills: [...rows], next_cursor };
}

/** @throws AppError `forbidden` without `view_organization`; `not_found`. */
export async function getSkill(
  { actor, database, organizationId }: Context,
  { id }: { readonly id: SkillId },
): Promise<SkillRecord> {
  requirePermission(actor, "view_organization");
  const skill = await findSkillRecord(database, organizationId, id);
  if (skill === null) throw createNotFoundError();
  return skill;
}

/** @throws AppError `forbidden`; `conflict` for a name that is taken in any case. */
export async function createSkill(
  context: Context,
  { name }: { readonly name: string },
): Promise<SkillRecord> {
  requirePermission(context.actor, "manage_organization");
  return withTransaction(context.database, async (transaction) => {
    await requireFreeName(transaction, context.organizationId, name, null);
    const id = await insertSkill(transaction, context.organizationId, name);
    noteCreated(transaction, context, "skill", id);
    await auditChange(transaction, context, {
      action: "skill.create",
      subjectId: id,
      detail: { name },
    });
    return { id, name };
  });
}

/**
 * Renames a skill; levels and requirements stay.
 * @throws AppError `forbidden`; `not_found`; `conflict`.
 */
export async function updateSkill(
  context: Context,
  { id, name }: { readonly id: SkillId; readonly name: string },
): Promise<SkillRecord> {
  const { organizationId } = context;
  requirePermission(context.actor, "manage_organization");
  return withTransaction(context.database, async (transaction) => {
    const skill = await findSkillRecord(transaction, organizationId, id);
    if (skill === null) throw createNotFoundError();
    await requireVersion(transaction, context);
    if (skill.name === name) return skill;
    await requireFreeName(transaction, organizationId, name, id);
    await renameSkill(transaction, organizationId, id, name);
    const detail = { name: { from: skill.name, to: name } };
    await auditChange(transaction, context, { action: "skill.update", subjectId: id, detail });
    return { id, name };
  });
}

async function requireFreeName(
  transaction: Transaction,
  organizationId: number,
  name: string,
  own: number | null,
): Promise<void> {
  const taken = (await listSkillIdsByName(transaction, organizationId, [name])).get(name);
  if (taken !== undefined && taken !== own) {
    throw new AppError("conflict", `A skill “${name}” already exists. Nothing was changed.`);
  }
}

function auditChange(
  transaction: Transaction,
  { organizationId, now, actor }: Context,
  entry: Omit<AuditEntry, "subjectType">,
): Promise<void> {
  const author = { organizationId, now, actorId: getActorId(actor) };
  return insertAuditEntry(transaction, author, { subjectType: "skill", ...entry });
}
