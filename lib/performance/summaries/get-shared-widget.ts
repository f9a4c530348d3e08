import "server-only";
import type { SharedWidget } from "@/lib/auth/share-links/schemas";
import { createSystemContext, type LinkContext } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { findMemberSummary } from "@/lib/performance/ledger/queries/member-summary";
import { buildSummaries, getSummaryDays } from "./summarize-members";

/**
 * The figures of a widget, for a share link of the member.
 *
 * @throws AppError `not_found` for any member but the link's owner.
 */
export async function getSharedWidget(
  context: LinkContext,
  { userId }: { readonly userId: MemberId },
): Promise<SharedWidget> {
  const { database, link, organization, organizationId } = context;
  if (userId !== link.userId) throw createNotFoundError();
  const member = await findMemberSummary(database, organizationId, userId, getSummaryDays(context));
  if (member === null) throw createNotFoundError();
  const [summary] = await buildSummaries(createSystemContext(context, organization), [member]);
  if (summary === undefined) throw new Error("The member's summary is missing.");
  const { on_time_ratio, skill_accuracy, difficulty_factor } = summary.latest_metrics;
  return {
    current_performance_score: summary.current_performance_score,
    provisional: summary.provisional,
    trend: summary.trend,
    latest_metrics: { on_time_ratio, skill_accuracy, difficulty_factor },
  };
}
