import type { ColumnType, Generated } from "kysely";

export type JobState = "created" | "retry" | "active" | "completed" | "cancelled" | "failed";

/** The table of pg-boss, which Prisma does not know: the columns in use. */
export type JobTables = {
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
