import type { Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";

const tables = [
  ...["performance_logs", "assignment_changes", "scoring_policies", "setting_proposals"],
  ...["audit_log", "aggregate_releases", "seals", "seal_checkpoints", "seal_expirations"],
];

/** Runs statements as their owner can: without the triggers that keep tables from being rewritten. */
export async function actAsDatabaseAdministrator(
  database: Database,
  statements: readonly string[],
): Promise<void> {
  await withTransaction(database, async (transaction) => {
    for (const table of tables)
      await transaction.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    for (const statement of statements) await transaction.$executeRawUnsafe(statement);
    for (const table of tables)
      await transaction.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  });
}
