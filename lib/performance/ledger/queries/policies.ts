import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import type { DueRule } from "@/lib/performance/domain/scoring/due-rule";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { toWeightTenThousandths } from "@/lib/performance/domain/units/weight-ten-thousandths";

const cachedOrganizations = 1000;
const cache = new Map<number, readonly ScoringPolicy[]>();

/**
 * All versions up to `version`, ascending. Versions never change, so each process reads them once. Pass only a
 * committed version.
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

/** All versions of an organization's policy that the caller's transaction sees, also uncommitted ones, ascending. */
export async function listPolicies(
  database: Database | Transaction,
  organizationId: number,
): Promise<readonly ScoringPolicy[]> {
  const rows = await database.scoringPolicy.findMany({
    where: { organizationId },
    orderBy: { version: "asc" },
  });
  return rows.map(readPolicy);
}

/** A version with its time and author (null: the service itself). */
export type PolicyRecord = ScoringPolicy & {
  readonly createdAt: Date;
  readonly creator: {
    readonly userId: MemberId;
    readonly username: string;
    readonly displayName: string;
    readonly alias: string;
  } | null;
};

/** Every version of an organization's policy, the newest first. */
export async function listPolicyRecords(
  database: Database | Transaction,
  organizationId: number,
): Promise<readonly PolicyRecord[]> {
  const rows = await database.scoringPolicy.findMany({
    where: { organizationId },
    orderBy: { version: "desc" },
    include: { creator: { select: { id: true, username: true, displayName: true, alias: true } } },
  });
  return rows.map(({ creator, createdAt, ...row }) => ({
    ...readPolicy(row),
    createdAt,
    creator: creator === null ? null : { userId: creator.id, ...creator },
  }));
}

export async function insertPolicy(
  transaction: Transaction,
  organizationId: number,
  policy: ScoringPolicy,
  { createdBy, createdAt }: { readonly createdBy: MemberId | null; readonly createdAt: Date },
): Promise<void> {
  await transaction.scoringPolicy.create({
    data: {
      organizationId,
      version: policy.version,
      weightOnTime: policy.weights.onTime,
      weightSkill: policy.weights.skill,
      weightDifficulty: policy.weights.difficulty,
      minimumSample: policy.minimumSample,
      dueRule: policy.dueRule,
      effectiveOn: new Date(`${policy.effectiveOn}T00:00:00Z`),
      createdBy,
      createdAt,
    },
  });
}

type PolicyRow = {
  readonly version: number;
  readonly weightOnTime: number;
  readonly weightSkill: number;
  readonly weightDifficulty: number;
  readonly minimumSample: number;
  readonly dueRule: DueRule;
  readonly effectiveOn: Date;
};

function readPolicy(row: PolicyRow): ScoringPolicy {
  return {
    version: row.version,
    weights: {
      onTime: toWeightTenThousandths(row.weightOnTime),
      skill: toWeightTenThousandths(row.weightSkill),
      difficulty: toWeightTenThousandths(row.weightDifficulty),
    },
    minimumSample: row.minimumSample,
    dueRule: row.dueRule,
    effectiveOn: toLocalDate(row.effectiveOn, "UTC"),
  };
}
