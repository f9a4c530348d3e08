import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";

/**
 * Updates the planner's statistics. A server does so by itself, later; the embedded database never does, and would go
 * on sorting whole tables for one page. This also removes the examples of deleted texts from the statistics.
 */
export async function refreshPlannerStatistics(database: Database): Promise<void> {
  await execute(database, kysely.selectNoFrom(sql`refresh_planner_statistics()`.as("refreshed")));
}
