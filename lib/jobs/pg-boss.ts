import "server-only";
import PgBoss from "pg-boss";
import type { Database, Transaction } from "@/lib/db/client";
import { runText } from "@/lib/db/select-rows";
import { JOB_SCHEMA } from "./job-settings";

/**
 * Runs pg-boss on the connections of the product, so that jobs count towards the same limits, and a job can be sent in
 * the transaction that causes it. pg-boss only sends, fetches and completes jobs: its own worker would end a job that
 * takes longer than its lease, and its maintenance needs locks and timeouts that the embedded database does not have.
 */
export function createJobQueue(connection: Database | Transaction): PgBoss {
  return new PgBoss({
    db: createExecutor(connection),
    schema: JOB_SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
  });
}

/** pg-boss writes the text of the statement, without user input. All values are parameters. */
function createExecutor(connection: Database | Transaction): PgBoss.Db {
  return {
    executeSql: async (text, values = []) => ({ rows: await runText(connection, text, values) }),
  };
}
