import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access";
import type { Difference } from "@/lib/performance/domain/ledger-check";
import { countStandings } from "@/lib/performance/queries/verification";
import { readStoredMembers } from "./stored-members";
import { verifyMember } from "./verify-member";

export type MemberDifference = Difference & { readonly userId: number };

export type Verification = {
  readonly members: number;
  readonly entries: number;
  /** Empty when everything stored is what the assignments and policies give. */
  readonly differences: readonly MemberDifference[];
};

export type VerificationProgress = { readonly members: number; readonly ofMembers: number };

/**
 * Recomputes every member of the organization and compares sums, score, snapshots, ledger, streak, work milestones and
 * badges (but `top_performer`) with what is stored.
 * It changes nothing, and what is written meanwhile is no difference: members are read a batch at a time, each batch as it was
 * at one instant.
 *
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function verifyOrganization(
  context: Context,
  { onProgress }: { readonly onProgress?: (progress: VerificationProgress) => void } = {},
): Promise<Verification> {
  const { database, organizationId, organization } = context;
  requirePermission(context.actor, "manage_organization");
  const ofMembers = await countStandings(database, organizationId);
  const differences: MemberDifference[] = [];
  let members = 0;
  let entries = 0;
  let after = 0;
  for (;;) {
    const stored = await readStoredMembers(context, after);
    for (const member of stored.members) {
      const { userId } = member.standing;
      const found = verifyMember(organization, member, stored.policies);
      differences.push(...found.map((difference) => ({ userId, ...difference })));
      entries += member.entries.length;
      after = userId;
      // Recomputing keeps the processor busy: requests of the same process get their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    members += stored.members.length;
    if (stored.members.length === 0) return { members, entries, differences };
    onProgress?.({ members, ofMembers: Math.max(members, ofMembers) });
  }
}
