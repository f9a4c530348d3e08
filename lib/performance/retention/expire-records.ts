import "server-only";
import type { Context } from "@/lib/context";
import type { ChangeSource } from "@/lib/db/change-author";
import { findJobState } from "@/lib/jobs/job-records";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  listExpiringMembers,
  listOpenVerificationJobs,
} from "@/lib/performance/retention/queries/expiring-members";
import { type ExpiredRecord, expireMember, findDue } from "./expire-member";

const MEMBERS_AT_ONCE = 100;

export type ExpiredMember = ExpiredRecord & { readonly userId: MemberId };

type ExpiryOptions = {
  readonly stopping: AbortSignal;
  /** By what the run was started. */
  readonly source: Extract<ChangeSource, "job" | "command_line">;
  /** Whether all of it is rolled back. */
  readonly isDryRun?: boolean;
  readonly onExpired?: (member: ExpiredMember) => void;
};

export type ExpiredRecords = {
  readonly members: readonly ExpiredMember[];
  /** Whether nothing was done because a verification of the organization is under way. */
  readonly isVerified: boolean;
};

/**
 * Removes the record of each member who left more than `retention_months` ago. Each member is one transaction: an
 * interrupted run keeps the members that it finished, and the next one goes on.
 *
 * @throws AppError `forbidden` without `manage_organization`; `conflict` where rows do not fit their seal; the signal's
 * reason when it is to stop between two members.
 */
export async function expireRecords(
  context: Context,
  { stopping, source, isDryRun = false, onExpired }: ExpiryOptions,
): Promise<ExpiredRecords> {
  const { actor, database, organizationId, organization, now } = context;
  requirePermission(actor, "manage_organization");
  if (await isBeingVerified(context)) return { members: [], isVerified: true };
  const due = findDue(organization, now);
  const members: ExpiredMember[] = [];
  let after = 0;
  for (;;) {
    const page = { after, limit: MEMBERS_AT_ONCE };
    const userIds = await listExpiringMembers(database, organizationId, due, page);
    for (const userId of userIds) {
      stopping.throwIfAborted();
      const expired = await expireMember(context, { userId, source, isDryRun });
      if (expired === null) continue;
      members.push({ userId, ...expired });
      onExpired?.({ userId, ...expired });
    }
    const last = userIds.at(-1);
    if (last === undefined) return { members, isVerified: false };
    after = last;
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
