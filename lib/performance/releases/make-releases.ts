import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { requirePermission } from "@/lib/performance/access/permissions";
import { planReleases, type Release } from "@/lib/performance/domain/releases/plan-releases";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { addMonths, listMonths, type Month, toMonth } from "@/lib/performance/domain/time/months";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import { listReleaseMembers } from "@/lib/performance/releases/queries/release-members";
import {
  insertRelease,
  keepReleasedMonth,
  listCountedMonths,
  lockReleaseSettings,
  type ReleaseSettings,
} from "@/lib/performance/releases/queries/releases";
import { listWaitingParts } from "@/lib/performance/releases/queries/waiting-parts";
import { listReaders } from "./list-readers";

export type MadeReleases = {
  /** The months that were due. */
  readonly months: readonly Month[];
  readonly releases: number;
};

const TIMEOUT_MILLISECONDS = 120_000;

/**
 * Makes the releases of every local month that is over, each once: in one transaction that locks the organization, so
 * that an interrupted run leaves nothing and a second worker finds nothing to do. The first run makes those of all
 * months since the organization began.
 *
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function makeReleases(context: Context): Promise<MadeReleases> {
  const { database, organizationId, now, actor } = context;
  requirePermission(actor, "manage_organization");
  return withTransaction(
    database,
    async (transaction) => {
      const settings = await lockReleaseSettings(transaction, organizationId);
      const months = listDueMonths(settings, now);
      const last = months.at(-1);
      if (last === undefined) return { months, releases: 0 };
      const releases = await plan(transaction, organizationId, settings, months);
      for (const release of releases) {
        await insertRelease(transaction, organizationId, release, now);
      }
      await keepReleasedMonth(transaction, organizationId, last);
      return { months, releases: releases.length };
    },
    { timeout: TIMEOUT_MILLISECONDS },
  );
}

function listDueMonths(settings: ReleaseSettings, now: Date): readonly Month[] {
  const { releasedThrough, timeZone } = settings;
  const first = releasedThrough === null ? findFirstMonth(settings) : addMonths(releasedThrough, 1);
  return listMonths(first, addMonths(toMonth(toLocalDate(now, timeZone)), -1));
}

function findFirstMonth({ createdAt, timeZone }: ReleaseSettings): Month {
  return toMonth(toLocalDate(createdAt, timeZone));
}

async function plan(
  transaction: Transaction,
  organizationId: number,
  settings: ReleaseSettings,
  months: readonly Month[],
): Promise<readonly Release[]> {
  const { timeZone, threshold } = settings;
  const members = await listReleaseMembers(transaction, organizationId);
  return planReleases({
    months,
    timeZone,
    threshold,
    waiting: await listWaitingParts(transaction, organizationId, { months, timeZone }),
    members,
    readers: listReaders({ ...settings, id: organizationId }, members),
    policies: await listPolicies(transaction, organizationId),
    firstMonth: findFirstMonth(settings),
    countedUpTo: await listCountedMonths(transaction, organizationId),
  });
}
