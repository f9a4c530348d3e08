import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access";
import type { Difference } from "@/lib/performance/domain/ledger-check";
import { listPolicies } from "@/lib/performance/queries/policies";
import { countStandings, listStandings } from "@/lib/performance/queries/verification";
import { verifyMember } from "./verify-member";

const MEMBERS_AT_ONCE = 200;

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
 * It changes nothing.
 *
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function verifyOrganization(
  context: Context,
  { onProgress }: { readonly onProgress?: (progress: VerificationProgress) => void } = {},
): Promise<Verification> {
  const { database, organizationId } = context;
  requirePermission(context.actor, "manage_organization");
  const policies = await listPolicies(database, organizationId);
  const ofMembers = await countStandings(database, organizationId);
  const differences: MemberDifference[] = [];
  let members = 0;
  let entries = 0;
  let after = 0;
  for (;;) {
    const standings = await listStandings(database, organizationId, after, MEMBERS_AT_ONCE);
    for (const standing of standings) {
      const checked = await verifyMember(context, standing, policies);
      const { userId } = standing;
      differences.push(...checked.differences.map((found) => ({ userId, ...found })));
      entries += checked.entries;
      members += 1;
      after = userId;
      onProgress?.({ members, ofMembers });
    }
    if (standings.length < MEMBERS_AT_ONCE) return { members, entries, differences };
  }
}
