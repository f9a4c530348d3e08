import "server-only";
import type { Database, Transaction } from "@/lib/db/client";

export async function hasOrganization(database: Database | Transaction): Promise<boolean> {
  const rows = await database.$queryRaw<unknown[]>`SELECT 1 FROM organizations LIMIT 1`;
  return rows.length > 0;
}

/** Any number that nothing else locks. */
const SETUP_LOCK = 7_350_001;

/** Of several that are made at once, the next waits here until the last is stored: how many there are then. */
export async function countOrganizationsInTurn(transaction: Transaction): Promise<number> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`;
  return transaction.organization.count();
}
