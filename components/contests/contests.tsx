"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { buttonClasses } from "@/components/ui/button";
import { Select } from "@/components/ui/forms/controls";
import { pushSearchParams, SearchParamsLink } from "@/components/ui/search-params-link";
import { contestRead, contestsOptions } from "@/lib/performance/contests/reads";
import type { ContestList, DecidedContest } from "@/lib/performance/contests/schemas";
import { ContestCard } from "./contest-card";
import { ContestsSkeleton } from "./contests-skeleton";
import { type ContestsView, contestStatuses, parseContestsView } from "./contests-view";
import { DecidedNotice } from "./decided-notice";

type Viewer = { readonly userId: number; readonly mayDecide: boolean };

/** Contests, or the one that a link names. The server has put the first page into the cache. */
export function Contests({ viewer }: { viewer: Viewer }) {
  const parameters = useSearchParams();
  const view = parseContestsView((name) => parameters.get(name), viewer.mayDecide);
  const [decided, setDecided] = useState<DecidedContest | null>(null);
  return (
    <div className="grid grid-cols-1 gap-4">
      {decided === null ? null : (
        <DecidedNotice
          key={decided.contest.id}
          decided={decided}
          onClose={() => setDecided(null)}
        />
      )}
      {view.contestId === null ? (
        <ContestsOfView view={view} viewer={viewer} onDecided={setDecided} />
      ) : (
        <OneContest id={view.contestId} userId={viewer.userId} onDecided={setDecided} />
      )}
    </div>
  );
}

type Deciding = { readonly onDecided: (decided: DecidedContest) => void };

function OneContest({ id, userId, onDecided }: Deciding & { id: number; userId: number }) {
  const { translate } = useTexts();
  const contest = useQuery(contestRead.options({ id }));
  return (
    <section aria-labelledby="one-contest" className="grid grid-cols-1 gap-3">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="one-contest" className="font-semibold text-lg">
          {translate("contests.one", { id })}
        </h2>
        <SearchParamsLink change={{ contest: null }} className={buttonClasses("quiet")}>
          {translate("contests.showAll")}
        </SearchParamsLink>
      </header>
      <Loaded query={contest} skeleton={<ContestsSkeleton count={1} />}>
        {(data) => <ContestCard contest={data} userId={userId} onDecided={onDecided} />}
      </Loaded>
    </section>
  );
}

function ContestsOfView({
  view,
  viewer,
  onDecided,
}: Deciding & { view: ContestsView; viewer: Viewer }) {
  const { translate } = useTexts();
  const contests = useQuery({
    ...contestsOptions(view.status, view.cursor),
    placeholderData: keepPreviousData,
  });
  const waiting = contests.data?.to_decide ?? 0;
  return (
    <section aria-labelledby="contests" className="grid grid-cols-1 gap-3">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 id="contests" className="font-semibold text-lg">
          {viewer.mayDecide
            ? translate("contests.toDecide", { count: waiting })
            : translate("contests.yours")}
        </h2>
        <StatusFilter status={view.status} />
      </header>
      <Loaded query={contests} skeleton={<ContestsSkeleton count={3} />}>
        {(data) => (
          <div
            aria-busy={contests.isPlaceholderData}
            className={clsx("grid gap-4", contests.isPlaceholderData && "opacity-60")}
          >
            {data.contests.length === 0 ? <Nothing view={view} viewer={viewer} /> : null}
            {data.contests.map((contest) => (
              <ContestCard
                key={contest.id}
                contest={contest}
                userId={viewer.userId}
                onDecided={onDecided}
              />
            ))}
            <Paging list={data} view={view} />
          </div>
        )}
      </Loaded>
    </section>
  );
}

/** Five words in a row do not fit a phone. */
function StatusFilter({ status }: { status: ContestsView["status"] }) {
  const { translate } = useTexts();
  return (
    <div className="w-44 print:hidden">
      <Select
        aria-label={translate("contests.filter")}
        value={status ?? "all"}
        onChange={({ target }) => pushSearchParams({ status: target.value, after: null })}
      >
        {contestStatuses.map((known) => (
          <option key={known} value={known}>
            {translate(`contests.status.${known}`)}
          </option>
        ))}
        <option value="all">{translate("contests.all")}</option>
      </Select>
    </div>
  );
}

function Nothing({ view, viewer }: { view: ContestsView; viewer: Viewer }) {
  const { translate } = useTexts();
  const ofStatus =
    viewer.mayDecide && view.status === "open" ? "contests.noneOpen" : "contests.none";
  const isAnything = view.status === null && view.cursor === null;
  return (
    <p role="status" className="panel px-4 py-12 text-center text-muted">
      {translate(isAnything ? "contests.noneAtAll" : ofStatus)}
    </p>
  );
}

function Paging({ list, view }: { list: ContestList; view: ContestsView }) {
  const { translate } = useTexts();
  if (view.cursor === null && list.next_cursor === null) return null;
  return (
    <nav aria-label={translate("pager.label")} className="flex gap-3">
      {view.cursor === null ? null : (
        <SearchParamsLink change={{ after: null }} className={buttonClasses("quiet")}>
          {translate("contests.newest")}
        </SearchParamsLink>
      )}
      {list.next_cursor === null ? null : (
        <SearchParamsLink change={{ after: list.next_cursor }} className={buttonClasses("quiet")}>
          {translate("contests.older")}
        </SearchParamsLink>
      )}
    </nav>
  );
}
