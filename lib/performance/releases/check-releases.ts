import "server-only";
import type { Context } from "@/lib/context";
import type { Difference } from "@/lib/performance/domain/ledger/check-ledger";
import { checkRelease, type ReleasedPart } from "@/lib/performance/domain/releases/check-release";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import {
  listReleasedMemberIds,
  listReleasedParts,
} from "@/lib/performance/releases/queries/released-parts";
import { listStoredReleases } from "@/lib/performance/releases/queries/releases";

const MEMBERS_AT_ONCE = 100;

/**
 * Recomputes each release of the organization from what it counts of the ledger. What a release counts never changes,
 * so that the parts of some members can be read after those of others.
 */
export async function checkReleases(context: Context): Promise<readonly Difference[]> {
  const { database, organizationId } = context;
  const releases = await listStoredReleases(database, organizationId, {
    ...{ teamId: null, before: null, limit: null },
  });
  if (releases.length === 0) return [];
  const policies = await listPolicies(database, organizationId);
  const byRelease = await readParts(context);
  return releases.flatMap((release) => {
    const policy = policies[release.policyVersion - 1];
    if (policy === undefined) throw new Error(`Release ${release.id} has no policy.`);
    return checkRelease(release, byRelease.get(release.id) ?? [], policy);
  });
}

async function readParts({
  database,
  organizationId,
}: Context): Promise<ReadonlyMap<bigint, readonly ReleasedPart[]>> {
  const byRelease = new Map<bigint, ReleasedPart[]>();
  let after = 0;
  for (;;) {
    const page = { after, limit: MEMBERS_AT_ONCE };
    const userIds = await listReleasedMemberIds(database, organizationId, page);
    const last = userIds.at(-1);
    if (last === undefined) return byRelease;
    for (const part of await listReleasedParts(database, organizationId, userIds)) {
      const known = byRelease.get(part.releaseId);
      if (known === undefined) byRelease.set(part.releaseId, [part]);
      else known.push(part);
    }
    after = last;
  }
}
