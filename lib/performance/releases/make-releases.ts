import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberPart } from "@/lib/performance/domain/releases/batch";
import { planReleases, type Release } from "@/lib/performance/domain/releases/plan-releases";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { addMonths, listMonths, type Month, toMonth } from "@/lib/performance/domain/time/months";
import type { OrganizationId } from "@/lib/performance/domain/units/ids";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import {
  listMemberIdsAfter,
  listReleaseMembers,
} from "@/lib/performance/releases/queries/release-members";
import {
  getReleaseSettings,
  insertRelease,
  keepReleasedMonth,
  listCountedMonths,
  lockReleaseSettings,
  type ReleaseSettings,
} from "@/lib/performance/releases/queries/releases";
import { listWaitingParts } from "@/lib/performance/releases/queries/waiting-parts";
import { listReaders } from "./list-readers";

export type MadeReleases = {
  /** The months that were due, and that this run was the first to finish. */
  readonly months: readonly Month[];
  readonly releases: number;
};

const MEMBERS_AT_ONCE = 100;
const TIMEOUT_MILLISECONDS = 60_000;

/**
 * Makes the releases of every local month that is over, each once. What waits is read before any lock, by some members
 * at a time; then each month is one short transaction that locks the organization, so that an interrupted run keeps the
 * months that it finished, and a second worker finds them done. The first run makes those of all months since the
 * organization began.
 *
 * @throws AppError `forbidden` without `manage_organization`; the signal's reason when it is to stop between two steps.
 */
export async function makeReleases(context: Context, stopping: AbortSignal): Promise<MadeReleases> {
  const { database, organizationId, now, actor } = context;
  requirePermission(actor, "manage_organization");
  const settings = await getReleaseSettings(database, organizationId, now);
  const due = listDueMonths(settings, now);
  if (due.length === 0) return { months: [], releases: 0 };
  let waiting = await readWaitingParts(context, settings, due, stopping);
  const months: Month[] = [];
  let releases = 0;
  for (const month of due) {
    stopping.throwIfAborted();
    const made = await makeMonth(context, { month, waiting, timeZone: settings.timeZone });
    if (made === null) break;
    const counted = new Set(made.flatMap(({ parts }) => parts));
    waiting = waiting.filter((part) => !counted.has(part));
    months.push(month);
    releases += made.length;
  }
  return { months, releases };
}

type WaitingMonth = {
  readonly month: Month;
  readonly waiting: readonly MemberPart[];
  /** The time zone by which it was read what waits. */
  readonly timeZone: string;
};

/** The releases of a month; null where another worker made them, or where the time zone changed. */
async function makeMonth(
  { database, organizationId, now }: Context,
  { month, waiting, timeZone }: WaitingMonth,
): Promise<readonly Release[] | null> {
  return withTransaction(
    database,
    async (transaction) => {
      const settings = await lockReleaseSettings(transaction, organizationId, now);
      const isStillDue = listDueMonths(settings, now)[0] === month;
      if (!isStillDue || settings.timeZone !== timeZone) return null;
      const releases = await planMonth(transaction, organizationId, { settings, month, waiting });
      for (const release of releases) {
        await insertRelease(transaction, organizationId, release, now);
      }
      await keepReleasedMonth(transaction, organizationId, month);
      return releases;
    },
    { timeout: TIMEOUT_MILLISECONDS },
  );
}

async function readWaitingParts(
  { database, organizationId }: Context,
  { timeZone }: ReleaseSettings,
  months: readonly Month[],
  stopping: AbortSignal,
): Promise<readonly MemberPart[]> {
  const parts: MemberPart[] = [];
  let after = 0;
  for (;;) {
    stopping.throwIfAborted();
    const page = { after, limit: MEMBERS_AT_ONCE };
    const userIds = await listMemberIdsAfter(database, organizationId, page);
    const last = userIds.at(-1);
    if (last === undefined) return parts;
    const request = { userIds, months, timeZone };
    for (const part of await listWaitingParts(database, organizationId, request)) parts.push(part);
    after = last;
  }
}

function listDueMonths(settings: ReleaseSettings, now: Date): readonly Month[] {
  const { releasedThrough, timeZone } = settings;
  const first = releasedThrough === null ? findFirstMonth(settings) : addMonths(releasedThrough, 1);
  return listMonths(first, addMonths(toMonth(toLocalDate(now, timeZone)), -1));
}

function findFirstMonth({ createdAt, timeZone }: ReleaseSettings): Month {
  return toMonth(toLocalDate(createdAt, timeZone));
}

type MonthRequest = {
  readonly settings: ReleaseSettings;
  readonly month: Month;
  readonly waiting: readonly MemberPart[];
};

async function planMonth(
  transaction: Transaction,
  organizationId: OrganizationId,
  { settings, month, waiting }: MonthRequest,
): Promise<readonly Release[]> {
  const { timeZone, threshold } = settings;
  const members = await listReleaseMembers(transaction, organizationId);
  return planReleases({
    months: [month],
    timeZone,
    threshold,
    waiting,
    members,
    readers: listReaders({ ...settings, id: organizationId }, members),
    policies: await listPolicies(transaction, organizationId),
    firstMonth: findFirstMonth(settings),
    countedUpTo: await listCountedMonths(transaction, organizationId),
  });
}
