import "server-only";
import type { Context } from "@/lib/context";
import type { Download } from "@/lib/http/download";
import { showsText } from "@/lib/performance/access/privacy-mode";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { startOfDay, toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { entryColumns } from "@/lib/performance/exports/columns";
import { getColumnDefinitions } from "@/lib/performance/exports/json";
import { mapPages, readPages } from "@/lib/performance/exports/pages";
import { createTableDownload } from "@/lib/performance/exports/table-download";
import {
  listMemberEntries,
  type TitledEntry,
} from "@/lib/performance/ledger/queries/ledger-entries";
import { readTrends } from "@/lib/performance/summaries/get-performance-trends";
import { serializeHistoryEntry } from "@/lib/performance/summaries/serializers";
import { getMemberSummary } from "@/lib/performance/summaries/summarize-members";

const PAGE = 1000;

export type UserExportInput = {
  readonly userId: MemberId;
  readonly days?: number;
  readonly format?: "json" | "csv";
  readonly bom?: boolean;
};

/**
 * A member's figures as a file: JSON with summary, history and trends, or the ledger as CSV, newest first.
 *
 * @throws AppError `forbidden`, `not_found` or `invalid_request`.
 */
export async function exportUser(
  context: Context,
  { userId, days = 30, format = "json", bom = false }: UserExportInput,
): Promise<Download> {
  const { organization, now } = context;
  const summary = await getMemberSummary(context, userId, "export");
  const trends = await readTrends(context, { userId, days });
  const withText = showsText(context, userId);
  const file = {
    name: `performance-user-${userId}-${toLocalDate(now, organization.timeZone)}`,
    columns: entryColumns,
    pages: mapPages(readEntries(context, userId, days), (entry) =>
      serializeHistoryEntry(withText ? entry : { ...entry, assignmentTitle: null }),
    ),
    head: { summary },
    rowsName: "history",
    tail: {
      trends,
      columns: getColumnDefinitions(entryColumns),
      export_date: now,
    },
  };
  return createTableDownload(file, { format, bom });
}

function readEntries(context: Context, userId: MemberId, days: number) {
  const { database, organizationId, organization, now } = context;
  const since = startOfDay(
    toDateRange(now, days, organization.timeZone).from,
    organization.timeZone,
  );
  return readPages<TitledEntry>(PAGE, (last) =>
    listMemberEntries(database, organizationId, userId, { since, after: last, limit: PAGE }),
  );
}
