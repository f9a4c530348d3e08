import "server-only";
import type { PersonContext } from "@/lib/context";
import { listPolicyRecords, type PolicyRecord } from "@/lib/performance/ledger/queries/policies";
import { findLastReading, findModeChange } from "@/lib/performance/notice/queries/notice-readings";

/** A change of how the caller is assessed, or of who sees their figures. */
export type RuleChange =
  | { readonly kind: "policy"; readonly at: Date; readonly by: PolicyRecord["creator"] }
  | { readonly kind: "privacy_mode"; readonly at: Date };

/** The last change of policy and of privacy mode since an instant that the caller has not read about, if any. */
export async function listUnreadRuleChanges(
  { actor, database, organizationId, now }: PersonContext,
  since: Date,
): Promise<readonly RuleChange[]> {
  const [policies, modeChangedAt, reading] = await Promise.all([
    listPolicyRecords(database, organizationId),
    findModeChange(database, organizationId, now),
    findLastReading(database, organizationId, actor.userId),
  ]);
  const [newest] = policies;
  const changes: RuleChange[] = [
    // The first version came with the organization.
    ...(newest === undefined || policies.length === 1
      ? []
      : [{ kind: "policy" as const, at: newest.createdAt, by: newest.creator }]),
    ...(modeChangedAt === null ? [] : [{ kind: "privacy_mode" as const, at: modeChangedAt }]),
  ];
  return changes.filter(({ at }) => at >= since && (reading === null || at > reading.readAt));
}
