import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import {
  AppError,
  createForbiddenError,
  createNotFoundError,
  createUnknownReferenceError,
} from "@/lib/errors";
import { proposing, requireMayCall, requirePermission } from "@/lib/performance/access/permissions";
import type {
  NewProposal,
  ProposalResponse,
} from "@/lib/performance/administration/proposal-schemas";
import { requireSecondKeyForContest } from "@/lib/performance/contests/second-key";
import type { ContestId, MemberId } from "@/lib/performance/domain/units/ids";
import { isLastAuditor } from "@/lib/performance/members/last-auditor";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  lockMemberDetail,
  type MemberDetail,
} from "@/lib/performance/members/queries/member-records";
import {
  hasLapsed,
  insertProposal,
  listValidProposals,
  type ProposalAboutMember,
  type ProposalRecord,
} from "@/lib/performance/members/queries/proposals";
import { needsSecondKeyForLink } from "@/lib/performance/members/reset-link";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { serializeProposals } from "./serialize-proposals";

/** What a proposal about a member or a contest makes of what is there. */
const outcomes = {
  last_auditor: "none",
  reset_link: "link",
  contest_decision: "decision",
} as const;

/**
 * Proposes what needs a second person: to end the only auditor, to create a link with which a member replaces their
 * password, or to decide a contest about a change that the caller made and that no other person may decide.
 *
 * @throws AppError `forbidden` without `manage_organization`, and about a contest without `decide_contests`;
 * `unknown_reference`; `conflict` where no other person has to agree.
 */
export async function createProposal(
  context: Context,
  proposed: NewProposal,
): Promise<ProposalResponse> {
  requireMayCall(context.actor, proposing);
  return proposed.setting === "contest_decision"
    ? proposeDecision(context, BigInt(proposed.contest_id))
    : proposeAboutMember(context, proposed.setting, proposed.user_id);
}

async function proposeAboutMember(
  context: Context,
  setting: ProposalAboutMember,
  userId: MemberId,
): Promise<ProposalResponse> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_organization");
  return withOrganizationLock(database, organizationId, async (transaction) => {
    const member = await lockMemberDetail(transaction, organizationId, userId);
    if (member === null) throw createUnknownReferenceError("user_id");
    await requireSecondKey(transaction, context, setting, member);
    return propose(transaction, context, setting, String(userId));
  });
}

async function proposeDecision(context: Context, id: ContestId): Promise<ProposalResponse> {
  const { database, organizationId } = context;
  return withOrganizationLock(database, organizationId, async (transaction) => {
    await requireSecondKeyForContest(transaction, context, id);
    return propose(transaction, context, "contest_decision", String(id));
  });
}

async function propose(
  transaction: Transaction,
  context: Context,
  setting: keyof typeof outcomes,
  from: string,
): Promise<ProposalResponse> {
  const proposal = await getOrInsertProposal(transaction, context, setting, from);
  const [serialized] = await serializeProposals(context, transaction, [proposal]);
  if (serialized === undefined) throw createNotFoundError();
  return serialized;
}

async function requireSecondKey(
  transaction: Transaction,
  context: Context,
  setting: ProposalAboutMember,
  member: MemberDetail,
): Promise<void> {
  const isNeeded =
    setting === "last_auditor"
      ? await isLastAuditor(transaction, context.organizationId, member)
      : await needsSecondKeyForLink(transaction, context, member);
  if (isNeeded) return;
  throw new AppError(
    "conflict",
    setting === "last_auditor"
      ? "This member is not the only auditor, so no other person has to agree. Nothing was changed."
      : "You can create a link for this member without another person. Nothing was changed.",
  );
}

/** The same proposal that the caller already made, or a new one. */
async function getOrInsertProposal(
  transaction: Transaction,
  { organizationId, actor, now }: Context,
  setting: keyof typeof outcomes,
  from: string,
): Promise<ProposalRecord> {
  const by = actor.userId;
  if (by === null) throw createForbiddenError("role_required");
  const valid = await listValidProposals(transaction, organizationId, setting);
  const known = valid.find(
    (one) => one.from_value === from && one.proposed_by === by && !hasLapsed(one, now),
  );
  if (known !== undefined) return known;
  const to = outcomes[setting];
  const change = { setting, from, to, by, now };
  const proposal = await insertProposal(transaction, organizationId, change);
  await insertAuditEntry(
    transaction,
    { organizationId, now, actorId: by },
    {
      action: "proposal.create",
      subjectType: "proposal",
      subjectId: proposal.id,
      detail: { [setting]: { from, to } },
    },
  );
  return proposal;
}
