import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-forbidden";
import { GET as getContest } from "@/app/api/performance/contests/[id]/route";
import { GET as listContests } from "@/app/api/performance/contests/route";
import { getTranslate } from "@/app/translate";
import { Contests } from "@/components/contests/contests";
import { type ContestsView, parseContestsView } from "@/components/contests/contests-view";
import { NotAllowed } from "@/components/layout/not-allowed";
import { readerOf } from "@/components/shared/search-parameters";
import { createPageQueries, type PageQueries } from "@/lib/api/page-queries";
import { toAppError } from "@/lib/api/problem";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import { mayDecideContests } from "@/lib/performance/contests/list-contests";
import { contestRead, contestsOptions } from "@/lib/performance/contests/reads";

type Parameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.contests") };
}

export default async function ContestsPage({ searchParams }: { searchParams: Parameters }) {
  const context = await requireSessionContext();
  const mayDecide = mayDecideContests(context);
  const view = parseContestsView(readerOf(await searchParams), mayDecide);
  const page = createPageQueries(context);
  const loaded = await loadOrForbidden(() => loadContests(page, view));
  if (loaded === null) {
    return <NotAllowed />;
  }
  const translate = await getTranslate();
  return (
    <HydrationBoundary state={dehydrate(page.queries)}>
      <h1 className="mb-1 font-semibold text-2xl">{translate("navigation.contests")}</h1>
      <p className="mb-6 text-muted">{translate("contests.scope")}</p>
      <Contests viewer={{ userId: context.actor.userId, mayDecide }} />
    </HydrationBoundary>
  );
}

/** @throws AppError `forbidden` or `not_found` for one contest. Redirects from a page of another list to the first. */
async function loadContests(
  page: PageQueries<SessionContext>,
  { contestId, status, cursor }: ContestsView,
): Promise<void> {
  if (contestId === null) {
    const options = contestsOptions(status, cursor);
    const isLoaded = await page.prefetch(listContests, options).then(
      () => true,
      (error: unknown) => {
        if (cursor !== null && toAppError(error).code === "invalid_request") return false;
        throw error;
      },
    );
    if (!isLoaded) redirect(`/contests?status=${status ?? "all"}`);
  } else {
    await page.prefetch(getContest, contestRead.options({ id: contestId }));
  }
}
