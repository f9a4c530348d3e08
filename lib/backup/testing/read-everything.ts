import { createSystemContext } from "@/lib/context";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { listOrganizations } from "@/lib/performance/members/queries/organizations";
import { getLeaderboard } from "@/lib/performance/rankings/get-leaderboard";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { frozenNow } from "@/lib/testing/frozen-now";

/** The tables that a backup leaves out, and the queues, which migrations make. */
const leftOut = [
  ...["sessions", "invitations", "sign_in_attempts", "rate_limit_counts"],
  ...["idempotency_keys", "job_workers"],
  ...["_prisma_migrations", "queue"],
];

/** Runs an action with a client of its own. */
export async function withDatabaseOf<Result>(
  url: string,
  action: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = createDatabase(url);
  try {
    return await action(database);
  } finally {
    await disconnect(database);
  }
}

/** The number and a hash of the rows of each table, and each sequence: a second opinion beside that of a backup. */
export async function hashTables(database: Database): Promise<Record<string, string>> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname IN (current_schema(), 'pts_jobs') AND tablename <> ALL (${leftOut}) ORDER BY 1`;
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await database.$queryRawUnsafe<{ hash: string }[]>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(line, ',' ORDER BY line), '')) AS hash
        FROM (SELECT md5(row::text) AS line FROM ${name} AS row) AS lines`,
    );
    hashes[name] = row?.hash ?? "";
  }
  const sequences = await database.$queryRaw<{ name: string; value: string }[]>`
    SELECT sequencename AS name, last_value::text AS value FROM pg_sequences
    WHERE schemaname = current_schema() ORDER BY 1`;
  for (const { name, value } of sequences) hashes[name] = value;
  return hashes;
}

/** The summary of each member and the ranking of each organization, as the API gives them. */
export async function readFigures(database: Database): Promise<unknown> {
  const figures: unknown[] = [];
  for (const organization of await listOrganizations(database, frozenNow)) {
    const base = { database, now: frozenNow, requestId: "test" };
    const context = createSystemContext(base, organization);
    const members = await database.user.findMany({
      where: { organizationId: organization.id },
      orderBy: { id: "asc" },
    });
    for (const { id } of members) {
      figures.push(await getUserPerformanceSummary(context, { userId: id }));
    }
    figures.push(await getLeaderboard(context, {}));
  }
  return figures;
}
