import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { isSecondKey } from "@/lib/performance/domain/privacy/second-key";
import {
  findActiveHolder,
  hasHadAuditor,
  listKeyEvents,
} from "@/lib/performance/members/queries/key-events";
import { isAboutMember, type ProposalRecord } from "@/lib/performance/members/queries/proposals";

const DAY = 86_400_000;

/** The role that approves: administrators where the organization never had an auditor. */
export async function findApprovingRole(
  connection: Database | Transaction,
  organizationId: number,
): Promise<"auditor" | "admin"> {
  return (await hasHadAuditor(connection, organizationId)) ? "auditor" : "admin";
}

/**
 * From when on a proposal would be in force if the caller approved it now; null where the caller may not. What concerns
 * an auditor is approved by an administrator, with notice; but the only auditor agrees to their own end without. A link
 * for another member needs no notice.
 */
export async function findApproval(
  { actor, organizationId, organization, now }: Context,
  connection: Database | Transaction,
  proposal: ProposalRecord,
): Promise<{ readonly effectiveAt: Date } | null> {
  if (actor.kind !== "session" || proposal.ended_at !== null || proposal.approved_at !== null) {
    return null;
  }
  const holder = await findActiveHolder(connection, organizationId, actor.userId);
  if (holder === null) return null;
  const { setting } = proposal;
  const isAboutCaller = isAboutMember(setting) && proposal.from_value === String(actor.userId);
  if (isAboutCaller) {
    const isOwnEnd = setting === "last_auditor" && holder.role === "auditor";
    return isOwnEnd ? { effectiveAt: now } : null;
  }
  const subject = isAboutMember(setting)
    ? await findActiveHolder(connection, organizationId, Number(proposal.from_value))
    : null;
  const isAboutAuditor = subject?.role === "auditor";
  const role = isAboutAuditor ? "admin" : await findApprovingRole(connection, organizationId);
  if (holder.role !== role) return null;
  const { noticeDays } = organization;
  const isAllowed = isSecondKey({
    proposer: proposal.proposed_by,
    proposedAt: proposal.proposed_at,
    candidate: actor.userId,
    createdAt: holder.createdAt,
    events: await listKeyEvents(connection, organizationId, actor.userId),
    noticeDays,
    now,
  });
  if (!isAllowed) return null;
  const needsNotice = setting !== "reset_link" || isAboutAuditor;
  return { effectiveAt: needsNotice ? new Date(now.getTime() + noticeDays * DAY) : now };
}
