import "server-only";
import type { Context } from "@/lib/context";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { listPoliciesUpTo } from "@/lib/performance/ledger/queries/policies";

/** The policies of an organization, up to the newest one that scores any of some members. */
export type ScoringPolicies = {
  /** The policy in force now. */
  readonly current: ScoringPolicy;
  /** Every version up to the current one, ascending. */
  readonly versions: readonly ScoringPolicy[];
  /** @throws Error for a version that does not exist. */
  readonly getPolicy: (version: number) => ScoringPolicy;
};

/** Null for an empty list; every member with a score has a policy. */
export async function findPolicies(
  { database, organizationId }: Context,
  members: readonly { readonly policyVersion: number }[],
): Promise<ScoringPolicies | null> {
  const newest = members.reduce((version, member) => Math.max(version, member.policyVersion), 0);
  if (newest === 0) return null;
  const policies = await listPoliciesUpTo(database, organizationId, newest);
  const getPolicy = (version: number) => {
    const policy = policies[version - 1];
    if (policy === undefined) throw new Error("An organization needs a scoring policy.");
    return policy;
  };
  return { current: getPolicy(newest), versions: policies, getPolicy };
}
