"use client";

import { Loaded } from "@/components/shared/loaded";
import { Section, SectionBody } from "@/components/shared/section";
import { ListSkeleton } from "@/components/shared/section-skeletons";
import { badgesSize } from "@/components/shared/sizes";
import {
  AchievementsSkeleton,
  ExplanationSkeleton,
  GlanceSkeleton,
  HistorySkeleton,
  MeanTrendSkeleton,
  MetricsSkeleton,
  SummarySkeleton,
  TrendSkeleton,
} from "@/components/shared/skeletons";
import { RequestProblem } from "@/lib/http/fetch-json";
import { Piece } from "./piece";

const data = "Figures from the server";
const error = new RequestProblem({ status: 503, code: "overloaded" });
const signedOut = new RequestProblem({ status: 401, code: "unauthenticated" });
const isSettled = {
  dataUpdatedAt: Date.UTC(2026, 0, 1, 9, 30),
  isFetching: false,
  refetch: async () => undefined,
};
const queries = {
  loading: { data: undefined, error: null, ...isSettled },
  failed: { data: undefined, error, ...isSettled },
  "signed-out": { data: undefined, error: signedOut, ...isSettled },
  loaded: { data, error: null, ...isSettled },
  "not-refreshed": { data, error, ...isSettled },
};
const skeletons = {
  SummarySkeleton: <SummarySkeleton />,
  GlanceSkeleton: <GlanceSkeleton />,
  MetricsSkeleton: <MetricsSkeleton />,
  TrendSkeleton: <TrendSkeleton />,
  ExplanationSkeleton: <ExplanationSkeleton />,
  AchievementsSkeleton: <AchievementsSkeleton className={badgesSize} />,
  MeanTrendSkeleton: <MeanTrendSkeleton />,
  HistorySkeleton: <HistorySkeleton />,
};

/** Sections with their states while figures load, and the skeletons of figures. */
export function SectionPieces({ id }: { id: string }) {
  return (
    <>
      <Piece name="Section, SectionBody, Loaded, ListSkeleton">
        {Object.entries(queries).map(([state, query]) => (
          <div key={state} className="w-full sm:w-96">
            <Section id={`${id}-${state}`} title={state} note="A note about the section.">
              <Loaded query={query} skeleton={<ListSkeleton />}>
                {(text) => <SectionBody>{text}</SectionBody>}
              </Loaded>
            </Section>
          </div>
        ))}
      </Piece>
      {Object.entries(skeletons).map(([name, skeleton]) => (
        <Piece key={name} name={name}>
          <div className="w-full">{skeleton}</div>
        </Piece>
      ))}
    </>
  );
}
