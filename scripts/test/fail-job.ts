/**
 * For the browser tests: lets a job of the demo's organization have failed too often, on the database that the server of the
 * tests runs on, which is that of PTS_DATA_DIR unless DATABASE_URL names another.
 */
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { findOrganizationBySlug } from "@/lib/performance/members/queries/organizations";

async function main(): Promise<void> {
  const database = await connectDatabase();
  const organization = await findOrganizationBySlug(database, "demo");
  if (organization === null) throw new Error("There is no demo in this database.");
  await withTransaction(database, async (transaction) => {
    const payload = { organization_id: organization.id };
    const [id] = await enqueueJobs(transaction, [{ name: "organization.retention", payload }]);
    await transaction.$executeRaw`
      UPDATE pts_jobs.job SET state = 'failed', retry_count = retry_limit, started_on = now(),
        completed_on = now(), output = '{"reason": "database"}'
      WHERE id = ${id}::uuid`;
  });
  await closeDatabase();
}

await main();
