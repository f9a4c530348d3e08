import "server-only";
import type { Context } from "@/lib/context";
import type { Download } from "@/lib/http/download";
import { requirePermission } from "@/lib/performance/access/permissions";
import type {
  AuditEntryResponse,
  AuditExportQuery,
} from "@/lib/performance/administration/audit-log-schemas";
import { serializeAuditEntry } from "@/lib/performance/administration/list-audit-log";
import {
  type AuditFilter,
  type AuditRecord,
  findAuditPlace,
  findNewestAuditId,
  listAuditEntries,
} from "@/lib/performance/administration/queries/audit-entries";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { type Column, column } from "@/lib/performance/exports/column";
import { instantUnit } from "@/lib/performance/exports/columns";
import { getColumnDefinitions } from "@/lib/performance/exports/json";
import { mapPages, readPages } from "@/lib/performance/exports/pages";
import { findExportStart, findResumePosition } from "@/lib/performance/exports/resume";
import { createTableDownload } from "@/lib/performance/exports/table-download";
import { parseDayRange } from "@/lib/performance/history/parse-day-range";

const PAGE = 1000;

const auditColumns: readonly Column<AuditEntryResponse>[] = [
  column("id", null, "The entry in the audit log.", (row) => row.id),
  column("created_at", instantUnit, "When it happened.", (row) => row.created_at),
  column("action", null, "What happened.", (row) => row.action),
  column(
    "actor.user_id",
    null,
    "Who did it; empty: the service itself.",
    (row) => row.actor?.user_id ?? null,
  ),
  column(
    "actor.username",
    null,
    "Their username, or their alias.",
    (row) => row.actor?.username ?? null,
  ),
  column("subject_type", null, "The kind of thing that changed.", (row) => row.subject_type),
  column("subject_id", null, "Its id.", (row) => row.subject_id),
  column(
    "subject.username",
    null,
    "Of a member: their username, or their alias.",
    (row) => row.subject?.username ?? null,
  ),
  column("detail", null, "What changed, as JSON.", (row) => JSON.stringify(row.detail)),
];

/**
 * The audit log as a file, filtered, newest first, without entries that are written during the export. One that broke
 * off is resumed.
 *
 * @throws AppError `forbidden` without `view_administration_log`; `invalid_request`.
 */
export async function exportAuditLog(
  context: Context,
  { from, to, action, cursor, after, ...options }: AuditExportQuery,
): Promise<Download> {
  const { actor, database, organizationId, organization, now } = context;
  requirePermission(actor, "view_administration_log");
  const instants = parseDayRange(organization, from, to);
  const { format } = options;
  const start = await findExportStart(
    { format, cursor, after },
    {
      newestId: () => findNewestAuditId(database, organizationId),
      place: (id) => findAuditPlace(database, organizationId, id),
    },
  );
  const { upTo } = start;
  const filter: AuditFilter = { action: action ?? null, ...instants, upTo, concerning: null };
  const pages = readPages<AuditRecord>(PAGE, (last) =>
    listAuditEntries(database, organizationId, filter, { after: last ?? start.after, limit: PAGE }),
  );
  const file = {
    name: `audit-log-${toLocalDate(now, organization.timeZone)}`,
    columns: auditColumns,
    pages: mapPages(pages, (entry) => serializeAuditEntry(context, entry)),
    head: {
      organization_id: organizationId,
      columns: getColumnDefinitions(auditColumns),
      export_date: now,
    },
    rowsName: "entries",
  };
  return createTableDownload(file, {
    ...options,
    resumePosition: findResumePosition(start, format),
    isResumed: start.isResumed,
  });
}
