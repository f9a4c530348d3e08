import type { ColumnType, Generated } from "kysely";

export type JobState = "created" | "retry" | "active" | "completed" | "cancelled" | "failed";

/** Tables that the Prisma schema does not know, with the columns in use. */
export type OtherTables = {
  _prisma_migrations: {
    migration_name: string;
    finished_at: Date | null;
    rolled_back_at: Date | null;
  };
  /** By pg-boss. */
  "pts_jobs.job": {
    id: Generated<string>;
    name: string;
    data: ColumnType<unknown, string, string>;
    state: Generated<JobState>;
    retry_limit: Generated<number>;
    retry_count: Generated<number>;
    start_after: Generated<Date>;
    started_on: Date | null;
    /** An interval. */
    expire_in: Generated<unknown>;
    created_on: Generated<Date>;
    completed_on: Date | null;
    output: ColumnType<unknown, string | null, string | null>;
  };
};
