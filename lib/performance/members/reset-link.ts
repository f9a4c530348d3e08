import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { hasSecondMember } from "@/lib/performance/members/queries/key-events";
import type { MemberDetail } from "@/lib/performance/members/queries/member-records";
import { listProposalsInForce } from "@/lib/performance/members/queries/proposals";
import { voidProposals } from "./void-proposals";

/**
 * Whether a link with which a member replaces their password needs a second person: with it an administrator could
 * sign in as that member.
 */
export async function needsSecondKeyForLink(
  transaction: Transaction,
  { organizationId, actor }: Context,
  member: Pick<MemberDetail, "id" | "hasPassword">,
): Promise<boolean> {
  return (
    actor.kind !== "system" &&
    member.hasPassword &&
    member.id !== actor.userId &&
    (await hasSecondMember(transaction, organizationId))
  );
}

/**
 * Checks that the caller may create the link: where it needs a second person, with a proposal of the caller that one
 * approved. It is used up.
 *
 * @throws AppError `conflict` without one.
 */
export async function requireLinkApproved(
  transaction: Transaction,
  context: Context,
  member: MemberDetail,
): Promise<void> {
  if (!(await needsSecondKeyForLink(transaction, context, member))) return;
  const { organizationId, actor, now } = context;
  const inForce = await listProposalsInForce(transaction, organizationId, {
    ...{ setting: "reset_link", from: String(member.id), now },
  });
  const own = inForce.filter(({ proposed_by: by }) => by === actor.userId);
  if (own.length === 0) {
    throw new AppError(
      "conflict",
      "This member has a password, and a link replaces it. Propose it first: another person approves. Nothing was changed.",
    );
  }
  await voidProposals(transaction, context, own);
}
