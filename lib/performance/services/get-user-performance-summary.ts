import "server-only";
import type { Context } from "@/lib/context";
import type { UserSummary } from "@/lib/performance/schemas/user";
import { getStanding } from "./member-standing";

/**
 * A member's score, metrics and standing.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserPerformanceSummary(
  context: Context,
  { userId }: { readonly userId: number },
): Promise<UserSummary> {
  const standing = await getStanding(context, userId, "summary");
  return {
    user_id: standing.userId,
    username: standing.username,
    current_performance_score: standing.score,
    tasks_completed: standing.tasks,
    avg_completion_time: standing.averageCompletionTime,
    experience_level: standing.experienceLevel,
    latest_metrics: standing.latestMetrics,
    trend: standing.trend,
    ...standing.added,
  };
}
