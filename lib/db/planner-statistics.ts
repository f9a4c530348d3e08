import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";

/**
 * Lets the planner know how much there is now. A server notices by itself, later; the embedded database never does, and
 * would go on sorting whole tables for a page of them. What it kept as examples of texts that are gone is gone with it.
 */
export async function refreshPlannerStatistics(database: Database): Promise<void> {
  await execute(database, kysely.selectNoFrom(sql`refresh_planner_statistics()`.as("refreshed")));
}
