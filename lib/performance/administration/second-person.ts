import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { findProposedContests } from "@/lib/performance/contests/second-key";
import { isSecondKey, type KeyEvent } from "@/lib/performance/domain/privacy/second-key";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type ActiveHolder,
  hasHadAuditor,
  listActiveHolders,
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

type Approval = { readonly effectiveAt: Date };

type Candidate = {
  readonly userId: MemberId;
  readonly holders: ReadonlyMap<MemberId, ActiveHolder>;
  readonly approvingRole: "auditor" | "admin";
  readonly events: readonly KeyEvent[];
  readonly contests: ProposedContests;
};

/**
 * From when on each open proposal would be in force if the caller approved it now, by id; those that the caller may not
 * approve are absent.
 */
export async function findApprovals(
  context: Context,
  connection: Database | Transaction,
  proposals: readonly ProposalRecord[],
): Promise<ReadonlyMap<number, Approval>> {
  const { actor, organizationId } = context;
  const open = proposals.filter(
    ({ ended_at: endedAt, approved_at: approvedAt }) => endedAt === null && approvedAt === null,
  );
  if (actor.kind !== "session" || open.length === 0) return new Map();
  const { userId } = actor;
  const contests = await findProposedContests(connection, organizationId, open);
  const subjects = open.flatMap((proposal) => findSubject(proposal, contests) ?? []);
  const candidate: Candidate = {
    userId,
    holders: await listActiveHolders(connection, organizationId, [userId, ...subjects]),
    approvingRole: await findApprovingRole(connection, organizationId),
    events: await listKeyEvents(connection, organizationId, userId),
    contests,
  };
  return new Map(
    open.flatMap((proposal) => {
      const approval = decideApproval(context, candidate, proposal);
      return approval === null ? [] : [[proposal.id, approval] as const];
    }),
  );
}

/**
 * What concerns an auditor is approved by an administrator, with notice; but the only auditor agrees to their own end
 * without. A link for another member and the decision of a contest need no notice. The member who raised a contest does
 * not choose who decides it.
 */
function decideApproval(
  { organization, now }: Context,
  { userId, holders, approvingRole, events, contests }: Candidate,
  proposal: ProposalRecord,
): Approval | null {
  const holder = holders.get(userId);
  const isClosed = contests.get(proposal.from_value)?.isOpen === false;
  if (holder === undefined || (proposal.setting === "contest_decision" && isClosed)) return null;
  const subject = findSubject(proposal, contests);
  if (subject === userId) {
    const isOwnEnd = proposal.setting === "last_auditor" && holder.role === "auditor";
    return isOwnEnd ? { effectiveAt: now } : null;
  }
  const isAboutAuditor = subject !== null && holders.get(subject)?.role === "auditor";
  if (holder.role !== (isAboutAuditor ? "admin" : approvingRole)) return null;
  const { noticeDays } = organization;
  const isAllowed = isSecondKey({
    proposer: proposal.proposed_by,
    proposedAt: proposal.proposed_at,
    candidate: userId,
    createdAt: holder.createdAt,
    events,
    noticeDays,
    now,
  });
  if (!isAllowed) return null;
  const needsNotice = !withoutNotice.includes(proposal.setting) || isAboutAuditor;
  return { effectiveAt: needsNotice ? new Date(now.getTime() + noticeDays * DAY) : now };
}

const withoutNotice: readonly string[] = ["reset_link", "contest_decision"];

type ProposedContests = Awaited<ReturnType<typeof findProposedContests>>;

/** The member of a proposal about a member, or who raised the contest; else null. */
export function findSubject(
  { setting, from_value: from }: ProposalRecord,
  contests: ProposedContests,
): MemberId | null {
  if (setting === "contest_decision") return contests.get(from)?.userId ?? null;
  return isAboutMember(setting) ? Number(from) : null;
}
