import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import type { ScoringPolicy } from "@/lib/performance/domain/policy";

export type OrganizationRecord = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly privacyMode: "named" | "pseudonymous" | "aggregate";
  readonly employeeLeaderboard: boolean;
};

const columns = {
  id: true,
  slug: true,
  name: true,
  timeZone: true,
  privacyMode: true,
  employeeLeaderboard: true,
} as const;

export async function findOrganizationBySlug(
  database: Database | Transaction,
  slug: string,
): Promise<OrganizationRecord | null> {
  return database.organization.findUnique({ where: { slug }, select: columns });
}

/** Every organization, by slug. */
export async function listOrganizations(
  database: Database | Transaction,
): Promise<readonly OrganizationRecord[]> {
  return database.organization.findMany({ select: columns, orderBy: { slug: "asc" } });
}

/** Null where the slug is taken. */
export async function insertOrganization(
  transaction: Transaction,
  organization: {
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
    readonly createdAt: Date;
  },
): Promise<OrganizationRecord | null> {
  const [inserted] = await transaction.organization.createManyAndReturn({
    data: [organization],
    select: columns,
    skipDuplicates: true,
  });
  return inserted ?? null;
}

/** Answers the organization as it stands then. */
export async function updateOrganizationRecord(
  transaction: Transaction,
  id: number,
  update: Partial<Omit<OrganizationRecord, "id" | "slug">>,
): Promise<OrganizationRecord> {
  return transaction.organization.update({ where: { id }, data: update, select: columns });
}

export async function insertFirstPolicy(
  transaction: Transaction,
  organizationId: number,
  policy: ScoringPolicy,
  createdAt: Date,
): Promise<void> {
  await transaction.scoringPolicy.create({
    data: {
      organizationId,
      version: policy.version,
      weightOnTime: policy.weights.onTime,
      weightSkill: policy.weights.skill,
      weightDifficulty: policy.weights.difficulty,
      minimumSample: policy.minimumSample,
      effectiveOn: new Date(`${policy.effectiveOn}T00:00:00Z`),
      createdAt,
    },
  });
}
