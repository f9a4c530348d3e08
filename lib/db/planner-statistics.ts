import "server-only";
import type { Database } from "@/lib/db/client";

/**
 * Lets the planner know how much there is now. A server notices by itself, later; the embedded database never does, and
 * would go on sorting whole tables for a page of them. What it kept as examples of texts that are gone is gone with it.
 */
export async function refreshPlannerStatistics(database: Database): Promise<void> {
  await database.$executeRaw`SELECT refresh_planner_statistics()`;
}
