"use client";

import { addDays } from "@/components/charts/local-days";
import { ComparedPeriods, ComparedTable } from "@/components/shared/compared-periods";
import { EntryLink } from "@/components/shared/entry-link";
import { PeriodLink } from "@/components/shared/period-link";
import { PeriodOrAllSwitch } from "@/components/shared/period-or-all-switch";
import { PeriodSwitch } from "@/components/shared/period-switch";
import { PrintableHeading } from "@/components/shared/printable-heading";
import { RowsLink } from "@/components/shared/rows-link";
import { ServerSentence } from "@/components/shared/server-sentence";
import { TeamFilter } from "@/components/shared/team-filter";
import { ViewingNotice } from "@/components/shared/viewing-notice";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";
import { Piece } from "./piece";

function createTrends(firstDay: string, scores: readonly number[]): UserTrends {
  return {
    user_id: 1,
    period_days: 7,
    score_before: null,
    score_after: scores.at(-1) ?? null,
    change: null,
    marks: [],
    as_of: { entry_id: null, policy_version: 1, day: firstDay },
    data_points: scores.length,
    dates: scores.map((_, index) => addDays(firstDay, index)),
    performance_scores: [...scores],
    on_time_ratios: [],
    skill_accuracies: [],
    difficulty_factors: [],
    statistics: {
      average_score:
        scores.length === 0 ? null : scores.reduce((sum, each) => sum + each, 0) / scores.length,
      max_score: null,
      min_score: null,
      score_range: null,
    },
  };
}

const trends = createTrends("2026-01-08", [81, 83.5, 82, 85]);
const previous = createTrends("2026-01-01", [78, 77.25, 80, 79]);
const nothing = createTrends("2026-01-01", []);
const teams = [
  { id: 1, name: "Design" },
  { id: 2, name: "Research" },
];

/** Links, switches and notices that several pages share. */
export function SharedPieces() {
  return (
    <>
      <Piece name="PrintableHeading">
        <div className="w-full">
          <PrintableHeading title="Anna Berg" organizationName="Northwind" timeZone="UTC" />
        </div>
      </Piece>
      <Piece name="ServerSentence">
        <ServerSentence text="“role” must be a role." />
      </Piece>
      <Piece name="ViewingNotice">
        <div className="w-full">
          <ViewingNotice name="Anna Berg" />
        </div>
      </Piece>
      <Piece name="PeriodSwitch, PeriodOrAllSwitch, PeriodLink">
        <PeriodSwitch period={30} />
        <PeriodOrAllSwitch days={null} />
        <PeriodLink days={7} className="underline">
          7
        </PeriodLink>
      </Piece>
      <Piece name="TeamFilter">
        <TeamFilter teams={teams} teamId={null} />
        <TeamFilter teams={teams} teamId={2} />
      </Piece>
      <Piece name="EntryLink, RowsLink">
        <EntryLink entryId={1}>#1</EntryLink>
        <RowsLink evidence="due">12 of 15</RowsLink>
      </Piece>
      <Piece name="ComparedPeriods, ComparedTable">
        {[previous, nothing, null].map((before) => (
          <ComparedPeriods
            key={before?.data_points ?? "loading"}
            trends={trends}
            previous={before}
          />
        ))}
        <div className="panel w-full">
          <ComparedTable trends={trends} previous={previous} />
        </div>
      </Piece>
    </>
  );
}
