import "server-only";
import type { Context } from "@/lib/context";
import type { Download } from "@/lib/download";
import { forbiddenError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access";
import { type LocalDate, localDateOf } from "@/lib/performance/domain/local-time";
import { logColumns } from "@/lib/performance/export/columns";
import { definitionsOf } from "@/lib/performance/export/json";
import { mapPages, readPages } from "@/lib/performance/export/pages";
import { type FileChoice, tableDownload } from "@/lib/performance/export/table-download";
import { showsIndividuals } from "@/lib/performance/privacy";
import {
  type EntryFilter,
  findNewestEntryId,
  listOrganizationEntries,
  type OwnedEntry,
} from "@/lib/performance/queries/organization-entries";
import { instantsOfDays, performanceLogOf } from "./logs-shown";
import { recordAccess } from "./record-access";

const PAGE = 1000;

export type LogsExportInput = FileChoice & {
  readonly from?: LocalDate | undefined;
  readonly to?: LocalDate | undefined;
};

/**
 * The organization's ledger as a file, newest first, without what is written while it is made.
 *
 * @throws AppError `forbidden` or `invalid_request`.
 */
export async function exportLogs(
  context: Context,
  { from, to, ...choice }: LogsExportInput,
): Promise<Download> {
  const { actor, database, organizationId, organization, now } = context;
  requirePermission(actor, "view_audit_log");
  if (!showsIndividuals(context)) throw forbiddenError();
  const instants = instantsOfDays(organization, from, to);
  const upTo = await findNewestEntryId(database, organizationId);
  const filter: EntryFilter = { userId: null, kind: null, ...instants, upTo };
  const pages = readPages<OwnedEntry>(PAGE, (last) =>
    listOrganizationEntries(database, organizationId, filter, {
      after: last,
      offset: 0,
      limit: PAGE,
    }),
  );
  const file = {
    name: `performance-logs-${localDateOf(now, organization.timeZone)}`,
    columns: logColumns,
    pages: mapPages(pages, (entry) => performanceLogOf(context, entry)),
    head: {
      organization_id: organizationId,
      columns: definitionsOf(logColumns),
      export_date: now,
    },
    rowsName: "logs",
  };
  const download = tableDownload(file, choice);
  await recordAccess(context, { type: "organization", id: organizationId }, "export");
  return download;
}
