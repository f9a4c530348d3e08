import "server-only";
import type { Context } from "@/lib/context";
import type { ChangeSource } from "@/lib/db/change-author";
import { AppError } from "@/lib/errors";
import { findJobState } from "@/lib/jobs/job-records";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  listExpiringMembers,
  listOpenVerificationJobs,
} from "@/lib/performance/retention/queries/expiring-members";
import { UnfittingSealError } from "@/lib/performance/seals/expire-sealed-rows";
import { type ExpiredRecord, expireMember, findDue } from "./expire-member";

const MEMBERS_AT_ONCE = 100;

export type ExpiredMember = ExpiredRecord & { readonly userId: MemberId };

/** A member whose record stays, and why. */
export type FailedExpiry = { readonly userId: MemberId; readonly reason: string };

type ExpiryOptions = {
  readonly stopping: AbortSignal;
  /** By what the run was started. */
  readonly source: Extract<ChangeSource, "job" | "command_line">;
  /** Whether all of it is rolled back. */
  readonly isDryRun?: boolean;
  readonly onExpired?: (member: ExpiredMember) => void;
  readonly onFailed?: (member: FailedExpiry) => void;
};

export type ExpiredRecords = {
  readonly members: readonly ExpiredMember[];
  /** Those with rows that do not fit their seal. */
  readonly failed: readonly FailedExpiry[];
  /** Whether nothing was done because a verification of the organization is under way. */
  readonly isVerified: boolean;
};

/**
 * Removes the record of each member who left more than `retention_months` ago. Each member is one transaction: an
 * interrupted run keeps the members that it finished, and the next one goes on. Where rows of a member do not fit their
 * seal, the record of this member stays, and the run goes on with the others.
 *
 * @throws AppError `forbidden` without `manage_organization`; the reason of the signal when it is to stop between two
 * members.
 */
export async function expireRecords(
  context: Context,
  { stopping, source, isDryRun = false, onExpired, onFailed }: ExpiryOptions,
): Promise<ExpiredRecords> {
  const { actor, database, organizationId, organization, now } = context;
  requirePermission(actor, "manage_organization");
  if (await isBeingVerified(context)) return { members: [], failed: [], isVerified: true };
  const due = findDue(organization, now);
  const members: ExpiredMember[] = [];
  const failed: FailedExpiry[] = [];
  let after = 0;
  for (;;) {
    const page = { after, limit: MEMBERS_AT_ONCE };
    const userIds = await listExpiringMembers(database, organizationId, due, page);
    for (const userId of userIds) {
      stopping.throwIfAborted();
      const expired = await tryToExpire(context, { userId, source, isDryRun });
      if (expired === null) continue;
      if ("reason" in expired) {
        failed.push(expired);
        onFailed?.(expired);
        continue;
      }
      members.push({ userId, ...expired });
      onExpired?.({ userId, ...expired });
    }
    const last = userIds.at(-1);
    if (last === undefined) return { members, failed, isVerified: false };
    after = last;
  }
}

/**
 * Removes the expired records, as the nightly job.
 *
 * @throws AppError `conflict` in the end, with the members whose records stay, so that the failed job is seen.
 */
export async function expireRecordsNightly(context: Context, stopping: AbortSignal): Promise<void> {
  const { failed } = await expireRecords(context, { stopping, source: "job" });
  if (failed.length === 0) return;
  const reasons = failed.map(({ userId, reason }) => `Member ${userId}: ${reason}`);
  throw new AppError("conflict", reasons.join(" "));
}

async function tryToExpire(
  context: Context,
  expiry: Parameters<typeof expireMember>[1],
): Promise<ExpiredRecord | FailedExpiry | null> {
  try {
    return await expireMember(context, expiry);
  } catch (error) {
    if (!(error instanceof UnfittingSealError)) throw error;
    return { userId: expiry.userId, reason: error.detail };
  }
}

/** Whether a verification waits or runs. */
async function isBeingVerified({ database, organizationId }: Context): Promise<boolean> {
  for (const job of await listOpenVerificationJobs(database, organizationId)) {
    const state = await findJobState(database, organizationId, job);
    if (state === "created" || state === "retry" || state === "active") return true;
  }
  return false;
}
