/**
 * For the browser tests: lets a job of the demo's organization have failed too often, on the database that the server
 * of the tests runs on, which is that of PTS_DATA_DIR unless DATABASE_URL names another.
 */
import { sql } from "kysely";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import { withTransaction } from "@/lib/db/transaction";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { findOrganizationId } from "@/lib/performance/members/queries/organizations";

async function main(): Promise<void> {
  const database = await connectDatabase();
  const organizationId = await findOrganizationId(database, "demo");
  if (organizationId === null) throw new Error("There is no demo in this database.");
  await withTransaction(database, async (transaction) => {
    const payload = { organization_id: organizationId };
    const ids = await enqueueJobs(transaction, [{ name: "organization.retention", payload }]);
    await execute(
      transaction,
      kysely
        .updateTable("pts_jobs.job")
        .set((eb) => ({
          state: "failed",
          retry_count: eb.ref("retry_limit"),
          started_on: sql<Date>`now()`,
          completed_on: sql<Date>`now()`,
          output: JSON.stringify({ reason: "database" }),
        }))
        .where("id", "=", anyOf(ids)),
    );
  });
  await closeDatabase();
}

await main();
