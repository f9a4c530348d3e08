import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import type { ScoringPolicy } from "@/lib/performance/domain/policy";

const cachedOrganizations = 1000;
const cache = new Map<number, readonly ScoringPolicy[]>();

/**
 * Every version up to `version`, ascending. Versions are never changed, so they are read once per process;
 * ask only for a version that is committed.
 */
export async function listPoliciesUpTo(
  database: Database | Transaction,
  organizationId: number,
  version: number,
): Promise<readonly ScoringPolicy[]> {
  const known = cache.get(organizationId);
  if (known !== undefined && known.length >= version) return known.slice(0, version);
  const policies = await listPolicies(database, organizationId);
  if (cache.size >= cachedOrganizations) cache.clear();
  cache.set(organizationId, policies);
  return policies.slice(0, version);
}

/** Every version of an organization's policy, ascending. */
export async function listPolicies(
  database: Database | Transaction,
  organizationId: number,
): Promise<readonly ScoringPolicy[]> {
  const rows = await database.scoringPolicy.findMany({
    where: { organizationId },
    orderBy: { version: "asc" },
  });
  return rows.map((row) => ({
    version: row.version,
    weights: { onTime: row.weightOnTime, skill: row.weightSkill, difficulty: row.weightDifficulty },
    minimumSample: row.minimumSample,
    effectiveOn: row.effectiveOn.toISOString().slice(0, 10),
  }));
}
