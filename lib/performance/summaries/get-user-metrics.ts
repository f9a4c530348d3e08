import "server-only";
import type { Context } from "@/lib/context";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { UserMetrics } from "@/lib/performance/summaries/schemas";
import { getMemberSummary } from "./summarize-members";

/**
 * The same figures as the summary, in the shape of the metrics endpoint.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserMetrics(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<UserMetrics> {
  const summary = await getMemberSummary(context, userId, "metrics");
  const { current_performance_score, latest_metrics, ...rest } = summary;
  return { ...rest, performance_score: current_performance_score, metrics: latest_metrics };
}
