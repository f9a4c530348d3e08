import "server-only";
import { GET as listAssignments } from "@/app/api/performance/assignments/route";
import { GET as getUserBadges } from "@/app/api/performance/user/[id]/badges/route";
import { GET as getUserExplanation } from "@/app/api/performance/user/[id]/explanation/route";
import { GET as getUserHistory } from "@/app/api/performance/user/[id]/history/route";
import { GET as getUserMilestones } from "@/app/api/performance/user/[id]/milestones/route";
import { GET as getUserSummary } from "@/app/api/performance/user/[id]/summary/route";
import { GET as getUserTrends } from "@/app/api/performance/user/[id]/trends/route";
import { isElsewhere, parseHistoryView } from "@/components/history/history-view";
import type { ReadParameter } from "@/components/shared/search-parameters";
import type { PageQueries } from "@/lib/api/page-queries";
import type { SessionContext } from "@/lib/auth/sessions/page-session";
import { userBadgesRead, userMilestonesRead } from "@/lib/performance/achievements/reads";
import { assignmentsOptions, parseAssignmentView } from "@/lib/performance/assignments/reads";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { userExplanationRead } from "@/lib/performance/explanations/reads";
import { userEntryOptions, userHistoryOptions } from "@/lib/performance/history/reads";
import { parseIsCompared, parsePeriodDays } from "@/lib/performance/shared/parse-period";
import { userSummaryRead, userTrendsRead } from "@/lib/performance/summaries/reads";
import type { UserSummary } from "@/lib/performance/summaries/schemas";
import { chooseNextDue } from "@/lib/performance/what-if/choose-next-due";
import { computeWhatIf } from "@/lib/performance/what-if/compute-what-if";
import { toCompletions, whatIfCompletedOptions } from "@/lib/performance/what-if/reads";
import { whatIfBody } from "@/lib/performance/what-if/schemas";

type Page = PageQueries<SessionContext>;

/**
 * Everything that the page about a member shows first.
 * @throws AppError `forbidden` or `not_found`.
 */
export async function loadMember(
  page: Page,
  userId: MemberId,
  read: ReadParameter,
): Promise<UserSummary> {
  const days = parsePeriodDays(read("days"));
  const id = userId;
  // A viewer who may not see the summary may see none of the rest: then nothing more is read.
  const summary = await page.prefetch(getUserSummary, userSummaryRead.options({ id }));
  await Promise.all([
    page.prefetch(getUserTrends, userTrendsRead.options({ id, days })),
    parseIsCompared(read("compare")) &&
      page.prefetch(getUserTrends, userTrendsRead.options({ id, days, offset_days: days })),
    page.prefetch(getUserExplanation, userExplanationRead.options({ id, days })),
    page.prefetch(getUserMilestones, userMilestonesRead.options({ id })),
    page.prefetch(getUserBadges, userBadgesRead.options({ id })),
    loadHistory(page, userId, read),
    loadAssignments(page, userId, read),
  ]);
  return summary;
}

/** The assignments and, of the open ones, the score that the next due would give. */
async function loadAssignments(page: Page, userId: MemberId, read: ReadParameter): Promise<void> {
  const view = parseAssignmentView(read("work"));
  const options = assignmentsOptions({ userId }, view);
  const { assignments } = await page.prefetchPages(listAssignments, options);
  const ids = view === "open" ? chooseNextDue(assignments) : [];
  if (ids.length === 0) return;
  await page.prefetchBy(whatIfCompletedOptions(userId, ids), (context) =>
    computeWhatIf(context, { userId, body: whatIfBody.parse(toCompletions(ids)) }),
  );
}

async function loadHistory(page: Page, userId: MemberId, read: ReadParameter): Promise<void> {
  const view = parseHistoryView(read);
  const days = parsePeriodDays(read("days"));
  const { entries } = await page.prefetchPages(
    getUserHistory,
    userHistoryOptions(userId, days, view),
  );
  const { entryId } = view;
  if (entryId !== null && isElsewhere(entryId, entries)) {
    await page.prefetch(getUserHistory, userEntryOptions(userId, entryId));
  }
}
