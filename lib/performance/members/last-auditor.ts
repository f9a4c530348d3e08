import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { hasSecondMember } from "@/lib/performance/members/queries/key-events";
import {
  hasOtherHolder,
  type MemberDetail,
} from "@/lib/performance/members/queries/member-records";
import { listProposalsInForce } from "@/lib/performance/members/queries/proposals";
import { voidProposals } from "./void-proposals";

/**
 * Checks that an administrator may end or change the last auditor: with a proposal that is in force. It is used up.
 *
 * @throws AppError `conflict` for the last auditor without one.
 */
export async function requireAuditorKept(
  transaction: Transaction,
  context: Context,
  member: MemberDetail,
): Promise<void> {
  const { organizationId, actor, now } = context;
  if (!(await isLastAuditor(transaction, organizationId, member))) return;
  if (actor.kind === "system" || !(await hasSecondMember(transaction, organizationId))) return;
  const inForce = await listProposalsInForce(transaction, organizationId, {
    ...{ setting: "last_auditor", from: String(member.id), now },
  });
  if (inForce.length === 0) {
    throw new AppError(
      "conflict",
      "This is the only auditor. Propose to end it: the auditor agrees, or another administrator does and the notice passes. Nothing was changed.",
    );
  }
  await voidProposals(transaction, context, inForce);
}

/** Whether this is the organization's only active auditor. */
export async function isLastAuditor(
  transaction: Transaction,
  organizationId: number,
  member: Pick<MemberDetail, "id" | "role" | "deactivatedAt">,
): Promise<boolean> {
  return (
    member.role === "auditor" &&
    member.deactivatedAt === null &&
    !(await hasOtherHolder(transaction, organizationId, "auditor", member.id))
  );
}
