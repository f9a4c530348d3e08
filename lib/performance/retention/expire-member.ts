import "server-only";
import type { Context } from "@/lib/context";
import type { ChangeAuthor, ChangeSource } from "@/lib/db/change-author";
import type { Transaction } from "@/lib/db/client";
import { subtractMonths } from "@/lib/performance/domain/time/subtract-months";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { getOrganizationState } from "@/lib/performance/members/queries/organizations";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import {
  emptyAssignments,
  listChangeIds,
  listExpiredAssignments,
  removeAssignments,
} from "@/lib/performance/retention/queries/expired-assignments";
import { type Due, lockExpiringMember } from "@/lib/performance/retention/queries/expiring-members";
import {
  listEntryIds,
  markExpired,
  type RemovedRows,
  removeEntries,
  removeFigures,
} from "@/lib/performance/retention/queries/remove-record";
import { expireSealedRows } from "@/lib/performance/seals/expire-sealed-rows";

/** Long enough for a member with a long record, and short enough for those who wait. */
const TIMEOUT_MILLISECONDS = 120_000;

/** How many rows of a member were removed. */
export type ExpiredRecord = RemovedRows & {
  readonly entries: number;
  readonly changes: number;
  readonly assignments: number;
  /** How many of the entries and changes were sealed. */
  readonly sealed: number;
};

type Expiry = {
  readonly userId: MemberId;
  readonly source: ChangeSource;
  readonly isDryRun: boolean;
};

/** Ends a transaction without its changes. */
class DryRunRollback extends Error {
  readonly record: ExpiredRecord;

  constructor(record: ExpiredRecord) {
    super("A dry run is rolled back.");
    this.name = "DryRunRollback";
    this.record = record;
  }
}

/** Removes the record of a member in one transaction. Null: it is not due any more. */
export async function expireMember(
  context: Context,
  expiry: Expiry,
): Promise<ExpiredRecord | null> {
  const { database, organizationId, now } = context;
  try {
    return await withOrganizationLock(
      database,
      organizationId,
      async (transaction) => {
        const { userId, isDryRun } = expiry;
        // A run may take long, and a longer retention acts at once.
        const { record: organization } = await getOrganizationState(
          transaction,
          organizationId,
          now,
        );
        const due = findDue(organization, now);
        if (!(await lockExpiringMember(transaction, organizationId, due, userId))) return null;
        const record = await removeRecord(transaction, { ...context, organization }, expiry);
        if (isDryRun) throw new DryRunRollback(record);
        return record;
      },
      { timeout: TIMEOUT_MILLISECONDS },
    );
  } catch (error) {
    if (error instanceof DryRunRollback) return error.record;
    throw error;
  }
}

/** The members who are due at an instant. */
export function findDue({ retentionMonths }: { readonly retentionMonths: number }, now: Date): Due {
  return { leftBefore: subtractMonths(now, retentionMonths), now };
}

async function removeRecord(
  transaction: Transaction,
  { organizationId, organization, now, actor }: Context,
  { userId, source }: Expiry,
): Promise<ExpiredRecord> {
  const person = { organizationId, userId };
  const assignments = await listExpiredAssignments(transaction, person);
  const entries = await listEntryIds(transaction, person);
  const changes = await listChangeIds(transaction, organizationId, assignments.removed);
  const author: ChangeAuthor = { actorId: actor.userId, source, at: now, reason: null };
  await markExpired(transaction, person, now);
  const removed = await removeFigures(transaction, person);
  const rows = { performance_logs: entries, assignment_changes: changes };
  const sealed = await expireSealedRows(transaction, { ...person, now, rows }, async () => {
    await removeEntries(transaction, person);
    await removeAssignments(transaction, organizationId, assignments.removed);
  });
  await emptyAssignments(transaction, organizationId, assignments.kept, author);
  const record = {
    ...{ entries: entries.length, changes: changes.length, ...removed, sealed },
    assignments: assignments.removed.length,
  };
  await insertAuditEntry(
    transaction,
    { organizationId, now, actorId: actor.userId },
    {
      ...{ action: "member.expire", subjectType: "user", subjectId: userId },
      detail: { retention_months: organization.retentionMonths, ...toDetail(record) },
    },
  );
  return record;
}

function toDetail({ entries, changes, assignments, sealed, ...rest }: ExpiredRecord) {
  return {
    ...{ ledger_entries: entries, assignment_changes: changes, assignments, ...rest },
    sealed_rows: sealed,
  };
}
