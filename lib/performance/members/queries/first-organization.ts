import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";

export async function hasOrganization(database: Database | Transaction): Promise<boolean> {
  const row = await selectRow(database, kysely.selectFrom("organizations").select("id").limit(1));
  return row !== null;
}

/** A number that no other code locks. */
const SETUP_LOCK = 7_350_001;

/** The number of organizations. Concurrent setups wait here for each other. */
export async function countOrganizationsInTurn(transaction: Transaction): Promise<number> {
  await execute(
    transaction,
    kysely.selectNoFrom(sql`pg_advisory_xact_lock(${SETUP_LOCK})`.as("lock")),
  );
  return transaction.organization.count();
}
