import "server-only";
import { QueryClient } from "@tanstack/react-query";
import { loadAssignments } from "@/app/(dashboard)/load-assignments";
import { isElsewhere, parseHistoryView } from "@/components/history/history-view";
import type { ReadParameter } from "@/components/shared/team-view";
import type { PersonContext } from "@/lib/context";
import { getUserBadges } from "@/lib/performance/achievements/get-user-badges";
import { getUserMilestones } from "@/lib/performance/achievements/get-user-milestones";
import { getUserExplanation } from "@/lib/performance/explanations/get-user-explanation";
import { getUserPerformanceHistory } from "@/lib/performance/history/get-user-performance-history";
import { parseIsCompared, parsePeriodDays } from "@/lib/performance/shared/period-days";
import {
  everything,
  historyPageLength,
  userBadgesOptions,
  userEntryOptions,
  userExplanationOptions,
  userHistoryOptions,
  userMilestonesOptions,
  userSummaryOptions,
  userTrendsOptions,
} from "@/lib/performance/shared/query-options";
import { getPerformanceTrends } from "@/lib/performance/summaries/get-performance-trends";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import type { UserSummary } from "@/lib/performance/summaries/schemas";

/**
 * All that the page about a member shows first, under the keys by which its parts ask for it.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function loadMember(
  context: PersonContext,
  userId: number,
  read: ReadParameter,
): Promise<{ readonly queries: QueryClient; readonly summary: UserSummary }> {
  const days = parsePeriodDays(read("days"));
  const queries = new QueryClient();
  const keep = async <Data>(key: readonly unknown[], load: Promise<Data>) => {
    queries.setQueryData(key, await load);
  };
  // Whoever may not see one of them may see none: nothing more is asked then.
  const summary = await getUserPerformanceSummary(context, { userId });
  queries.setQueryData(userSummaryOptions(userId).queryKey, summary);
  await Promise.all([
    keep(userTrendsOptions(userId, days).queryKey, getPerformanceTrends(context, { userId, days })),
    ...(parseIsCompared(read("compare"))
      ? [
          keep(
            userTrendsOptions(userId, days, days).queryKey,
            getPerformanceTrends(context, { userId, days, offset_days: days }),
          ),
        ]
      : []),
    keep(
      userExplanationOptions(userId, days).queryKey,
      getUserExplanation(context, { userId, days }),
    ),
    keep(userMilestonesOptions(userId).queryKey, getUserMilestones(context, { userId })),
    keep(userBadgesOptions(userId).queryKey, getUserBadges(context, { userId })),
    loadHistory(context, userId, read, queries),
    loadAssignments(context, { userId }, read("work"), queries),
  ]);
  return { queries, summary };
}

async function loadHistory(
  context: PersonContext,
  userId: number,
  read: ReadParameter,
  queries: QueryClient,
): Promise<void> {
  const days = parsePeriodDays(read("days"));
  const view = parseHistoryView(read);
  const { kind, evidence, entryId } = view;
  const history = await getUserPerformanceHistory(context, {
    userId,
    days: evidence === null ? days : everything,
    limit: historyPageLength,
    kind: kind ?? undefined,
    evidence: evidence ?? undefined,
  });
  queries.setQueryData(userHistoryOptions(userId, days, view).queryKey, {
    pages: [history],
    pageParams: [null],
  });
  if (entryId === null || !isElsewhere(entryId, history.entries)) return;
  const entry = await getUserPerformanceHistory(context, {
    userId,
    days: everything,
    entry_id: entryId,
  });
  queries.setQueryData(userEntryOptions(userId, entryId).queryKey, entry);
}
