import "server-only";
import type { Context } from "@/lib/context";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import type { Download } from "@/lib/http/download";
import { requirePermission } from "@/lib/performance/access/permissions";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { findMemberTeam } from "@/lib/performance/access/queries/member-team";
import { recordAccess } from "@/lib/performance/access/record-access";
import type { EntryKind } from "@/lib/performance/domain/ledger/append-entry";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { logColumns } from "@/lib/performance/exports/columns";
import { getColumnDefinitions } from "@/lib/performance/exports/json";
import { mapPages, readPages } from "@/lib/performance/exports/pages";
import {
  findExportStart,
  findResumePosition,
  type ResumeInput,
} from "@/lib/performance/exports/resume";
import { createTableDownload, type FileOptions } from "@/lib/performance/exports/table-download";
import { parseDayRange } from "@/lib/performance/history/parse-day-range";
import { serializePerformanceLog } from "@/lib/performance/history/serializers";
import {
  type EntryFilter,
  findEntryPlace,
  findNewestEntryId,
  listOrganizationEntries,
  type MemberEntry,
} from "@/lib/performance/ledger/queries/organization-entries";

const PAGE = 1000;

export type LogsExportInput = FileOptions &
  ResumeInput & {
    readonly user_id?: number | undefined;
    readonly kind?: EntryKind | undefined;
    readonly only?: "late" | "moved" | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  };

/**
 * The organization's ledger as a file, filtered, newest first, without entries that are written during the export.
 * One that broke off is resumed.
 *
 * @throws AppError `forbidden`, `not_found` or `invalid_request`.
 */
export async function exportLogs(
  context: Context,
  { from, to, cursor, after, ...input }: LogsExportInput,
): Promise<Download> {
  const { database, organizationId, organization, now } = context;
  const { user_id: userId = null, kind = null, only = null, ...options } = input;
  await requireLedger(context, userId);
  const instants = parseDayRange(organization, from, to);
  const { format } = options;
  const start = await findExportStart(
    { format, cursor, after },
    {
      newestId: () => findNewestEntryId(database, organizationId),
      place: (id) => findEntryPlace(database, organizationId, id),
    },
  );
  const filter: EntryFilter = { userId, kind, only, ...instants, upTo: start.upTo };
  const pages = readPages<MemberEntry>(PAGE, (last) =>
    listOrganizationEntries(database, organizationId, filter, {
      after: last ?? start.after,
      offset: 0,
      limit: PAGE,
      isOldestFirst: false,
    }),
  );
  const file = {
    name: `performance-logs-${toLocalDate(now, organization.timeZone)}`,
    columns: logColumns,
    pages: mapPages(pages, (entry) => serializePerformanceLog(context, entry)),
    head: {
      organization_id: organizationId,
      columns: getColumnDefinitions(logColumns),
      export_date: now,
    },
    rowsName: "logs",
  };
  const download = createTableDownload(file, {
    ...options,
    resumePosition: findResumePosition(start, format),
    isResumed: start.isResumed,
  });
  const subject =
    userId === null
      ? ({ type: "organization", id: organizationId } as const)
      : ({ type: "member", id: userId } as const);
  await recordAccess(context, subject, "export");
  return download;
}

async function requireLedger(context: Context, userId: MemberId | null): Promise<void> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "view_audit_log");
  if (!showsIndividuals(context)) throw createForbiddenError("privacy_mode");
  if (userId === null) return;
  if ((await findMemberTeam(database, organizationId, userId)) === null)
    throw createNotFoundError();
}
