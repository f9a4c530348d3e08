import "server-only";
import type { Context } from "@/lib/context";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requireMayRequestMember, requirePermission } from "@/lib/performance/access/permissions";
import { requireIndividual, showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { findMemberTeam } from "@/lib/performance/access/queries/member-team";
import { recordAccess } from "@/lib/performance/access/record-access";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  DEEPEST_LOG,
  DEFAULT_LOGS,
  type LogsQuery,
  type PerformanceLogs,
} from "@/lib/performance/history/log-schemas";
import { parseDayRange } from "@/lib/performance/history/parse-day-range";
import {
  countOrganizationEntries,
  type EntryFilter,
  listOrganizationEntries,
} from "@/lib/performance/ledger/queries/organization-entries";
import { createEntryCursor, parseEntryCursor } from "@/lib/performance/pagination/list-cursor";
import { serializePerformanceLog } from "./serializers";

/**
 * The organization's ledger, or one member's part of it, newest or oldest first: by page up to a limit, and by cursor
 * without one.
 *
 * @throws AppError `forbidden`, `not_found`, or `invalid_request` for a page too far in, a cursor that no page
 * returned, or both at once.
 */
export async function getPerformanceLogs(
  context: Context,
  query: LogsQuery,
): Promise<PerformanceLogs> {
  const { database, organizationId, organization } = context;
  const { user_id: userId = null, kind = null, only = null } = query;
  const limit = getLimit(query);
  const place = toLogPage(query, limit);
  const instants = parseDayRange(organization, query.from, query.to);
  await requireLogs(context, userId);
  const filter: EntryFilter = { userId, kind, only, ...instants, upTo: null };
  const [found, total] = await Promise.all([
    listOrganizationEntries(database, organizationId, filter, {
      ...place,
      limit: limit + 1,
      isOldestFirst: query.sort === "created_at",
    }),
    place.page === null ? null : countOrganizationEntries(database, organizationId, filter),
  ]);
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return {
    total,
    pages: total === null ? null : Math.ceil(total / limit),
    current_page: place.page,
    logs: entries.map((entry) => serializePerformanceLog(context, entry)),
    next_cursor: found.length > limit && last !== undefined ? createEntryCursor(last) : null,
  };
}

/** Members may read their own entries; all other entries need the permission for the whole ledger. */
async function requireLogs(context: Context, userId: MemberId | null): Promise<void> {
  const { actor, database, organizationId } = context;
  if (userId === null) {
    requirePermission(actor, "view_audit_log");
    if (!showsIndividuals(context)) throw createForbiddenError("privacy_mode");
    await recordAccess(context, { type: "organization", id: organizationId }, "logs");
    return;
  }
  requireMayRequestMember(actor, userId, "view_audit_log");
  requireIndividual(context, userId);
  if (userId === actor.userId) return;
  if ((await findMemberTeam(database, organizationId, userId)) === null)
    throw createNotFoundError();
  await recordAccess(context, { type: "member", id: userId }, "logs");
}

function getLimit({ limit, per_page: perPage }: LogsQuery): number {
  if (limit !== undefined && perPage !== undefined) {
    throw createPageError("per_page", "must be given without limit");
  }
  return limit ?? perPage ?? DEFAULT_LOGS;
}

function toLogPage({ page, cursor }: LogsQuery, limit: number) {
  if (cursor !== undefined) {
    if (page !== undefined) throw createPageError("cursor", "must be given without page");
    return { page: null, after: parseEntryCursor(cursor), offset: 0 };
  }
  const number = page ?? 1;
  if (number * limit > DEEPEST_LOG) {
    const reason = `page × limit must be at most ${DEEPEST_LOG}; further in, follow next_cursor with cursor`;
    throw createPageError("page", reason);
  }
  return { page: number, after: null, offset: (number - 1) * limit };
}

function createPageError(name: string, reason: string): AppError {
  return new AppError("invalid_request", "This page of the logs is not available.", {
    invalidParams: [{ name, code: "conflicting", reason }],
  });
}
