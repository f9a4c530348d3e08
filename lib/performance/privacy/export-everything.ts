import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { contentTypes, Download } from "@/lib/http/download";
import { requireOwn } from "@/lib/performance/access/require-own";
import { serializeAssignment } from "@/lib/performance/assignments/serializers";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import { parseLocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { streamJson } from "@/lib/performance/exports/json";
import { mapPages, readPages } from "@/lib/performance/exports/pages";
import { toSnapshot } from "@/lib/performance/history/get-user-snapshots";
import {
  type ListedAssignment,
  listAssignments,
} from "@/lib/performance/ledger/queries/assignment-list";
import {
  listMemberEntries,
  type TitledEntry,
} from "@/lib/performance/ledger/queries/ledger-entries";
import { listSnapshotsFrom } from "@/lib/performance/ledger/queries/snapshots";
import {
  findProfile,
  type KeyedRow,
  listActorsOfEntries,
  listOwnRows,
  type OwnRow,
  type OwnSection,
  ownSections,
} from "@/lib/performance/privacy/queries/own-rows";
import { listViewsOfMember, type MemberView } from "@/lib/performance/privacy/queries/views";
import { serializeHistoryEntry } from "@/lib/performance/summaries/serializers";
import { getMemberSummary } from "@/lib/performance/summaries/summarize-members";
import { serializeView } from "./get-access-log";

const PAGE = 1000;
const beginning = { instant: new Date(-8e12), date: parseLocalDate("1700-01-01") } as const;

/**
 * All data that is stored about the caller, as one JSON file.
 *
 * @throws AppError `forbidden` for another member's.
 */
export async function exportEverything(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<Download> {
  const { database, organizationId, organization, now } = context;
  await requireOwn(context, userId);
  const [profile, summary] = await Promise.all([
    findProfile(database, organizationId, userId),
    getMemberSummary(context, userId, "export"),
  ]);
  if (profile === null) throw createNotFoundError();
  const { id, name, timeZone } = organization;
  return new Download({
    contentType: contentTypes.json,
    fileName: `performance-everything-${userId}-${toLocalDate(now, timeZone)}.json`,
    pieces: streamJson(
      {
        export_date: now,
        organization: { id, name, time_zone: timeZone },
        profile: toPlainRow(profile),
        summary,
      },
      [
        ...ownSections.map((section) => [section, readOwnRows(context, userId, section)] as const),
        ["assignments", readAssignments(context, userId)],
        ["history", readHistory(context, userId)],
        ["snapshots", readSnapshots(context, userId)],
        ["access_log", readViews(context, userId)],
      ],
      {},
    ),
  });
}

function readOwnRows({ database, organizationId }: Context, userId: MemberId, section: OwnSection) {
  const pages = readPages<KeyedRow>(PAGE, (last) =>
    listOwnRows(database, organizationId, userId, section, {
      after: last?.key ?? null,
      limit: PAGE,
    }),
  );
  return mapPages(pages, ({ row }) => toPlainRow(row));
}

function readAssignments(context: Context, userId: MemberId) {
  const { database, organizationId } = context;
  const owners = { kind: "member", userId } as const;
  const filter = { owners, status: null, overdue: null, withDeleted: true };
  const pages = readPages<ListedAssignment>(PAGE, (last) =>
    listAssignments(database, organizationId, filter, {
      place: { order: "recorded", after: last },
      limit: PAGE,
    }),
  );
  return mapPages(pages, (assignment) => ({
    ...serializeAssignment(context, assignment),
    deleted_at: assignment.deletedAt,
  }));
}

async function* readHistory({ database, organizationId }: Context, userId: MemberId) {
  const pages = readPages<TitledEntry>(PAGE, (last) =>
    listMemberEntries(database, organizationId, userId, {
      since: beginning.instant,
      after: last,
      limit: PAGE,
    }),
  );
  for await (const page of pages) {
    const ids = page.map(({ id }) => id);
    const actors = await listActorsOfEntries(database, organizationId, ids);
    yield page.map((entry) => ({
      ...serializeHistoryEntry(entry),
      actor_id: actors.get(entry.id) ?? null,
    }));
  }
}

/** At most one a day, so there are few enough to read at once. */
async function* readSnapshots({ database, organizationId }: Context, userId: MemberId) {
  const from = beginning.date;
  const found = await listSnapshotsFrom(database, organizationId, [{ userId, from }]);
  const snapshots: readonly Snapshot[] = found.get(userId) ?? [];
  yield snapshots.map(toSnapshot);
}

function readViews(context: Context, userId: MemberId) {
  const { database, organizationId } = context;
  const pages = readPages<MemberView>(PAGE, (last) =>
    listViewsOfMember(database, organizationId, userId, { after: last, limit: PAGE }),
  );
  return mapPages(pages, (view) => serializeView(context, view));
}

/** JSON numbers are doubles; all ids are small enough for them. */
function toPlainRow(row: OwnRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "bigint" ? Number(value) : value,
    ]),
  );
}
