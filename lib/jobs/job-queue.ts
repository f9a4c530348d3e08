import "server-only";
import PgBoss from "pg-boss";
import type { Database, Transaction } from "@/lib/db/client";
import { JOB_SCHEMA } from "./queues";

/**
 * pg-boss on the product's own connections, so that jobs count towards the same limits as everything else, and a job can be
 * sent within the transaction that causes it. It only sends, takes and ends jobs: its own worker would end a job that takes
 * longer than its lease, and its own maintenance takes locks and timeouts that the embedded database does not have.
 */
export function createJobQueue(connection: Database | Transaction): PgBoss {
  return new PgBoss({
    db: executorOn(connection),
    schema: JOB_SCHEMA,
    migrate: false,
    supervise: false,
    schedule: false,
  });
}

/** The values are handed to PostgreSQL as they are; the text is pg-boss's own, without a word of anybody's in it. */
function executorOn(connection: Database | Transaction): PgBoss.Db {
  return {
    executeSql: async (text, values = []) => ({
      rows: await connection.$queryRawUnsafe<Record<string, unknown>[]>(text, ...values),
    }),
  };
}
