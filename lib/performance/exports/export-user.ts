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
import {
  type ExportStart,
  findExportStart,
  findResumePosition,
  type ResumeInput,
} from "@/lib/performance/exports/resume";
import { createTableDownload } from "@/lib/performance/exports/table-download";
import {
  listMemberEntries,
  type TitledEntry,
} from "@/lib/performance/ledger/queries/ledger-entries";
import {
  findEntryPlace,
  findNewestEntryId,
} from "@/lib/performance/ledger/queries/organization-entries";
import { readTrends } from "@/lib/performance/summaries/get-performance-trends";
import { serializeHistoryEntry } from "@/lib/performance/summaries/serializers";
import { getMemberSummary } from "@/lib/performance/summaries/summarize-members";

const PAGE = 1000;

export type UserExportInput = Omit<ResumeInput, "format"> & {
  readonly userId: MemberId;
  readonly days?: number;
  readonly format?: "json" | "csv";
  readonly bom?: boolean;
};

/**
 * A member's figures as a file: JSON with summary, history and trends, or the ledger as CSV, newest first.
 * CSV that broke off is resumed: the entries are those of the first request.
 *
 * @throws AppError `forbidden`, `not_found` or `invalid_request`.
 */
export async function exportUser(
  context: Context,
  { userId, days = 30, format = "json", bom = false, cursor, after }: UserExportInput,
): Promise<Download> {
  const { database, organizationId, organization, now } = context;
  const { timeZone } = organization;
  const summary = await getMemberSummary(context, userId, "export");
  const trends = await readTrends(context, { userId, days });
  const start = await findExportStart(
    { format, cursor, after },
    {
      newestId: () => findNewestEntryId(database, organizationId, userId),
      place: (id) => findEntryPlace(database, organizationId, id, userId),
      since: startOfDay(toDateRange(now, days, timeZone).from, timeZone),
    },
  );
  const withText = showsText(context, userId);
  const file = {
    name: `performance-user-${userId}-${toLocalDate(now, timeZone)}`,
    columns: entryColumns,
    pages: mapPages(readEntries(context, userId, start), (entry) =>
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
  return createTableDownload(file, {
    ...{ format, bom },
    resumePosition: findResumePosition(start, format),
    isResumed: start.isResumed,
  });
}

async function* readEntries(
  { database, organizationId }: Context,
  userId: MemberId,
  { upTo, since, after }: ExportStart,
): AsyncGenerator<readonly TitledEntry[]> {
  if (upTo === null || since === null) return;
  yield* readPages<TitledEntry>(PAGE, (last) =>
    listMemberEntries(database, organizationId, userId, {
      ...{ since, upTo, limit: PAGE },
      after: last ?? after,
    }),
  );
}
