import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { type AuditEntry, insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  findTeamIdByName,
  findTeamRecord,
  insertTeam,
  listTeamRecords,
  removeTeam,
  renameTeam,
  type TeamRecord,
} from "@/lib/performance/members/queries/teams";
import type { PageQuery } from "@/lib/performance/members/schemas";
import { toIdPage, toIdPageRequest } from "@/lib/performance/pagination/id-pages";
import { noteCreated, requireVersion } from "@/lib/resources/resource-guard";

/** The teams of the organization by id. @throws AppError `forbidden` without `view_organization`. */
export async function listTeams(context: Context, page: PageQuery) {
  requirePermission(context.actor, "view_organization");
  const { database, organizationId } = context;
  const found = await listTeamRecords(database, organizationId, toIdPageRequest(page));
  const { rows, next_cursor } = toIdPage(found, page);
  return { teams: [...rows], next_cursor };
}

/** @throws AppError `forbidden` without `view_organization`; `not_found`. */
export async function getTeam(
  { actor, database, organizationId }: Context,
  { id }: { readonly id: number },
): Promise<TeamRecord> {
  requirePermission(actor, "view_organization");
  const team = await findTeamRecord(database, organizationId, id);
  if (team === null) throw createNotFoundError();
  return team;
}

/** @throws AppError `forbidden`; `conflict` for a name that is taken in any case. */
export async function createTeam(
  context: Context,
  { name }: { readonly name: string },
): Promise<TeamRecord> {
  const { organizationId, now } = context;
  requirePermission(context.actor, "manage_organization");
  return withTransaction(context.database, async (transaction) => {
    await requireFreeName(transaction, organizationId, name, null);
    const id = await insertTeam(transaction, organizationId, name, now);
    noteCreated(transaction, context, "team", id);
    await auditChange(transaction, context, {
      action: "team.create",
      subjectId: id,
      detail: { name },
    });
    return { id, name, members: 0 };
  });
}

/** @throws AppError `forbidden`; `not_found`; `conflict` for a name that is taken in any case. */
export async function updateTeam(
  context: Context,
  { id, name }: { readonly id: number; readonly name: string },
): Promise<TeamRecord> {
  const { organizationId } = context;
  requirePermission(context.actor, "manage_organization");
  return withTransaction(context.database, async (transaction) => {
    const team = await findTeamRecord(transaction, organizationId, id);
    if (team === null) throw createNotFoundError();
    await requireVersion(transaction, context);
    if (team.name === name) return team;
    await requireFreeName(transaction, organizationId, name, id);
    await renameTeam(transaction, organizationId, id, name);
    const detail = { name: { from: team.name, to: name } };
    await auditChange(transaction, context, { action: "team.update", subjectId: id, detail });
    return { ...team, name };
  });
}

/**
 * Deletes a team. Its members have no team then, and its lead sees only themself.
 * @throws AppError `forbidden`; `not_found`.
 */
export async function deleteTeam(
  context: Context,
  { id }: { readonly id: number },
): Promise<{ readonly id: number }> {
  const { organizationId } = context;
  requirePermission(context.actor, "manage_organization");
  return withTransaction(context.database, async (transaction) => {
    const team = await findTeamRecord(transaction, organizationId, id);
    if (team === null) throw createNotFoundError();
    await requireVersion(transaction, context);
    await removeTeam(transaction, organizationId, id);
    const detail = { name: team.name, members: team.members };
    await auditChange(transaction, context, { action: "team.delete", subjectId: id, detail });
    return { id };
  });
}

async function requireFreeName(
  transaction: Transaction,
  organizationId: number,
  name: string,
  own: number | null,
): Promise<void> {
  const taken = await findTeamIdByName(transaction, organizationId, name);
  if (taken !== null && taken !== own) {
    throw new AppError("conflict", `A team “${name}” already exists. Nothing was changed.`);
  }
}

function auditChange(
  transaction: Transaction,
  { organizationId, now, actor }: Context,
  entry: Omit<AuditEntry, "subjectType">,
): Promise<void> {
  const author = { organizationId, now, actorId: getActorId(actor) };
  return insertAuditEntry(transaction, author, { subjectType: "team", ...entry });
}
