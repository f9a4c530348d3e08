import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { loadOrForbidden } from "@/app/(dashboard)/load-or-refuse";
import { getTranslate } from "@/app/translate";
import { Contests } from "@/components/contests/contests";
import { type ContestsView, parseContestsView } from "@/components/contests/contests-view";
import { NotAllowed } from "@/components/layout/not-allowed";
import { readerOf } from "@/components/shared/team-view";
import { requireSessionContext, type SessionContext } from "@/lib/auth/sessions/page-session";
import { getContest } from "@/lib/performance/contests/get-contest";
import { listVisibleContests, mayDecideContests } from "@/lib/performance/contests/list-contests";
import {
  contestOptions,
  contestsOptions,
  contestsPageLength,
} from "@/lib/performance/contests/reads";

type Parameters = Promise<Readonly<Record<string, string | string[] | undefined>>>;

export async function generateMetadata(): Promise<Metadata> {
  const translate = await getTranslate();
  return { title: translate("navigation.contests") };
}

export default async function ContestsPage({ searchParams }: { searchParams: Parameters }) {
  const context = await requireSessionContext();
  const mayDecide = mayDecideContests(context);
  const view = parseContestsView(readerOf(await searchParams), mayDecide);
  const queries = await loadOrForbidden(() => loadContests(context, view));
  if (queries === null) {
    return <NotAllowed />;
  }
  const translate = await getTranslate();
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <h1 className="mb-1 font-semibold text-2xl">{translate("navigation.contests")}</h1>
      <p className="mb-6 text-muted">{translate("contests.scope")}</p>
      <Contests viewer={{ userId: context.actor.userId, mayDecide }} />
    </HydrationBoundary>
  );
}

/** @throws AppError `forbidden` or `not_found` for one contest. */
async function loadContests(context: SessionContext, view: ContestsView): Promise<QueryClient> {
  const { contestId, status, cursor } = view;
  const queries = new QueryClient();
  if (contestId !== null) {
    const contest = await getContest(context, { id: BigInt(contestId) });
    queries.setQueryData(contestOptions(contestId).queryKey, contest);
    return queries;
  }
  const list = await listVisibleContests(context, {
    status: status ?? undefined,
    cursor: cursor ?? undefined,
    limit: contestsPageLength,
  });
  queries.setQueryData(contestsOptions(status, cursor).queryKey, list);
  return queries;
}
