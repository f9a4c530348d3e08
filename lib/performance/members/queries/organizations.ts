import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";

export type OrganizationRecord = {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly privacyMode: Row<"organizations">["privacy_mode"];
  readonly employeeLeaderboard: boolean;
  readonly anonymityThreshold: number;
};

const columns = {
  id: true,
  slug: true,
  name: true,
  timeZone: true,
  privacyMode: true,
  employeeLeaderboard: true,
  anonymityThreshold: true,
} as const;

export async function findOrganizationBySlug(
  database: Database | Transaction,
  slug: string,
): Promise<OrganizationRecord | null> {
  return database.organization.findUnique({ where: { slug }, select: columns });
}

export async function findOrganization(
  database: Database | Transaction,
  id: number,
): Promise<OrganizationRecord | null> {
  return database.organization.findUnique({ where: { id }, select: columns });
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

/** @throws Error where there is no such organization. */
export async function getOrganizationRecord(
  database: Database | Transaction,
  id: number,
): Promise<OrganizationRecord> {
  return database.organization.findUniqueOrThrow({ where: { id }, select: columns });
}

/** Returns the organization after the update. */
export async function updateOrganizationRecord(
  transaction: Transaction,
  id: number,
  update: Partial<Omit<OrganizationRecord, "id" | "slug">>,
): Promise<OrganizationRecord> {
  return transaction.organization.update({ where: { id }, data: update, select: columns });
}

/** Locks the organization's row until the transaction ends, so that imports begin one after another. */
export async function lockOrganization(
  transaction: Transaction,
  organizationId: number,
): Promise<void> {
  await selectRow(
    transaction,
    kysely
      .selectFrom("organizations")
      .select("id")
      .where("id", "=", organizationId)
      .forNoKeyUpdate(),
  );
}
