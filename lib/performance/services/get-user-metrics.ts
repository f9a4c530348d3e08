import "server-only";
import type { Context } from "@/lib/context";
import type { UserMetrics } from "@/lib/performance/schemas/user";
import { getStanding } from "./member-standing";

/**
 * The same figures as the summary, in the shape of the metrics endpoint.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserMetrics(
  context: Context,
  { userId }: { readonly userId: number },
): Promise<UserMetrics> {
  const standing = await getStanding(context, userId, "metrics");
  return {
    user_id: standing.userId,
    username: standing.username,
    performance_score: standing.score,
    tasks_completed: standing.tasks,
    avg_completion_time: standing.averageCompletionTime,
    experience_level: standing.experienceLevel,
    metrics: standing.latestMetrics,
    trend: standing.trend,
    ...standing.added,
  };
}
