import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import { requireOwn } from "@/lib/performance/access/require-own";
import {
  type AuditEntryResponse,
  type AuditLogQuery,
  type AuditLogResponse,
  auditDetail,
} from "@/lib/performance/administration/audit-log-schemas";
import {
  type AuditFilter,
  type AuditRecord,
  listAuditEntries,
} from "@/lib/performance/administration/queries/audit-entries";
import type { NamedActor } from "@/lib/performance/domain/privacy/named-member";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { parseDayRange } from "@/lib/performance/history/parse-day-range";
import { createEntryCursor, parseEntryCursor } from "@/lib/performance/pagination/list-cursor";

/**
 * Who changed what about members, settings and credentials, newest first.
 *
 * @throws AppError `forbidden` without `view_administration_log`; `invalid_request` for a cursor that no page returned.
 */
export async function getAuditLog(
  context: Context,
  { action, from, to, ...page }: AuditLogQuery,
): Promise<AuditLogResponse> {
  requirePermission(context.actor, "view_administration_log");
  const instants = parseDayRange(context.organization, from, to);
  return readPage(
    context,
    { action: action ?? null, ...instants, upTo: null, concerning: null },
    page,
  );
}

/**
 * The entries about a member, and the changes of settings and policy, newest first.
 *
 * @throws AppError `forbidden` for another member's; `invalid_request` for a cursor that no page returned.
 */
export async function getOwnAuditLog(
  context: Context,
  { userId, ...page }: { readonly userId: MemberId } & PageInput,
): Promise<AuditLogResponse> {
  await requireOwn(context, userId);
  const all = { action: null, since: null, before: null, upTo: null };
  return readPage(context, { ...all, concerning: userId }, page);
}

type PageInput = { readonly limit: number; readonly cursor?: string | undefined };

async function readPage(
  context: Context,
  filter: AuditFilter,
  { limit, cursor }: PageInput,
): Promise<AuditLogResponse> {
  const after = cursor === undefined ? null : parseEntryCursor(cursor);
  const { database, organizationId } = context;
  const found = await listAuditEntries(database, organizationId, filter, {
    after,
    limit: limit + 1,
  });
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return {
    entries: entries.map((entry) => serializeAuditEntry(context, entry)),
    next_cursor: found.length > limit && last !== undefined ? createEntryCursor(last) : null,
  };
}

export function serializeAuditEntry(context: Context, entry: AuditRecord): AuditEntryResponse {
  const toPerson = (member: NamedActor | null) =>
    member === null ? null : { user_id: member.userId, ...serializeName(context, member) };
  return {
    id: Number(entry.id),
    created_at: entry.createdAt.toISOString(),
    action: entry.action,
    actor: toPerson(entry.actor),
    subject_type: entry.subjectType,
    subject_id: entry.subjectId,
    subject: toPerson(entry.subject),
    detail: auditDetail.parse(entry.detail),
  };
}
