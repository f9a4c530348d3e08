import "server-only";
import { sql } from "kysely";
import { requireReadiness } from "@/lib/api/readiness";
import { findNewestBackup } from "@/lib/backup/folder";
import type { Context } from "@/lib/context";
import { type Database, hasConcurrentTransactions } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import { getChangedSettings, getEnvironment } from "@/lib/environment/environment";
import { countJobs, findOldestWaitingJob } from "@/lib/jobs/job-records";
import { requirePermission } from "@/lib/performance/access/permissions";
import { findLastVerification } from "@/lib/performance/verification/find-last-verification";
import { version } from "@/package.json";
import { listLimits } from "./limits";
import type { Status } from "./schemas";

/**
 * The state of the installation, with the jobs and the last verification of the organization.
 *
 * @throws AppError `forbidden` without `manage_organization`.
 */
export async function getStatus(context: Context): Promise<Status> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_organization");
  const environment = getEnvironment();
  const isEmbedded = !hasConcurrentTransactions(database);
  const [{ worker }, about, jobs, oldest, backup, verification] = await Promise.all([
    requireReadiness(context),
    describeDatabase(database),
    countJobs(database, organizationId),
    findOldestWaitingJob(database, organizationId),
    describeBackup(environment.backupFolder),
    findLastVerification(context),
  ]);
  return {
    ...{ version, node: process.versions.node, worker, backup, verification },
    database: { engine: isEmbedded ? "embedded" : "postgresql", ...about },
    jobs: {
      ...{ waiting: jobs.waiting, under_way: jobs.underWay, failed: jobs.failed },
      oldest_waiting_since: oldest?.toISOString() ?? null,
    },
    settings: [...getChangedSettings()],
    limits: [...listLimits(environment, isEmbedded)],
  };
}

async function describeDatabase(database: Database) {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("_prisma_migrations")
      .where("finished_at", "is not", null)
      .where("rolled_back_at", "is", null)
      .select((eb) => [
        castTo(eb.fn.countAll(), "int4").as("migrations"),
        eb.fn.max("migration_name").as("last_migration"),
        sql<string>`current_setting('server_version')`.as("version"),
      ]),
  );
  if (row === null) throw new Error("An aggregate has one row.");
  // `15.18 (Debian 15.18-0+deb12u1)`
  return { ...row, version: row.version.split(" ")[0] ?? row.version };
}

/** A folder that this process cannot read has no backups for it. */
async function describeBackup(folder: string | null): Promise<Status["backup"]> {
  if (folder === null) return null;
  const newest = await findNewestBackup(folder).catch(() => null);
  return { made_at: newest?.toISOString() ?? null };
}
