import "server-only";
import type { Context } from "@/lib/context";
import { withSnapshot } from "@/lib/db/transaction";
import type { Difference } from "@/lib/performance/domain/ledger/check-ledger";
import { checkRelease, type ReleasedPart } from "@/lib/performance/domain/releases/check-release";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import { listReleasedParts } from "@/lib/performance/releases/queries/released-parts";
import { listStoredReleases } from "@/lib/performance/releases/queries/releases";

/** Recomputes each release of the organization from what it counts of the ledger. */
export async function checkReleases({
  database,
  organizationId,
}: Context): Promise<readonly Difference[]> {
  const { releases, parts, policies } = await withSnapshot(database, async (transaction) => ({
    releases: await listStoredReleases(transaction, organizationId, {
      ...{ teamId: null, before: null, limit: null },
    }),
    parts: await listReleasedParts(transaction, organizationId),
    policies: await listPolicies(transaction, organizationId),
  }));
  const byRelease = new Map<bigint, ReleasedPart[]>();
  for (const part of parts) {
    const known = byRelease.get(part.releaseId);
    if (known === undefined) byRelease.set(part.releaseId, [part]);
    else known.push(part);
  }
  return releases.flatMap((release) => {
    const policy = policies[release.policyVersion - 1];
    if (policy === undefined) throw new Error(`Release ${release.id} has no policy.`);
    return checkRelease(release, byRelease.get(release.id) ?? [], policy);
  });
}
