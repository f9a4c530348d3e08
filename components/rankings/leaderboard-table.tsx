"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { Badge } from "@/components/ui/badge";
import { Figure } from "@/components/ui/figure";
import { PageLink } from "@/components/ui/page-link";
import { SortHeader } from "@/components/ui/sort-header";
import { useMediaQuery } from "@/components/ui/use-media-query";
import { CompareIcon } from "./compare-icon";
import type { LeaderboardRow } from "./leaderboard-rows";
import { membersByRank, type TeamView } from "./team-view";

const cell = "px-2 py-2.5 align-baseline last:pr-4 sm:px-3 sm:last:pr-5";

export type LeaderboardTableProps = {
  readonly rows: readonly LeaderboardRow[];
  readonly view: TeamView;
  readonly viewerId: number;
  /** Null where members cannot be compared. */
  readonly onCompare: ((userId: number) => void) | null;
  /** Whether names are links to the members' pages. */
  readonly hasMemberPages: boolean;
  /** False for a part of a ranking. */
  readonly isSortable?: boolean;
  /** False where changes of ranks and scores are not known. */
  readonly hasChange?: boolean;
};

/** The class name and the first four columns are a documented contract. */
export function LeaderboardTable(props: LeaderboardTableProps) {
  const { rows, onCompare, hasChange = true } = props;
  const { translate } = useTexts();
  const firstUnranked = rows.findIndex(({ entry }) => entry.rank === null);
  const ranked = firstUnranked === -1 ? rows : rows.slice(0, firstUnranked);
  const unranked = firstUnranked === -1 ? [] : rows.slice(firstUnranked);
  const isMedium = useMediaQuery("(width >= 40rem)");
  // The visible columns: one more would become an empty column.
  const columns = 4 + (isMedium && hasChange ? 1 : 0) + (onCompare === null ? 0 : 1);
  return (
    <table className="leaderboard w-full table-fixed text-sm tabular-nums">
      <caption className="sr-only">{translate("leaderboard.caption")}</caption>
      <Head {...props} />
      <tbody>
        {ranked.map((row) => (
          <Row key={row.entry.user_id} row={row} {...props} />
        ))}
      </tbody>
      {unranked.length === 0 ? null : (
        <tbody>
          <tr className="border-line-strong border-t">
            <th
              scope="rowgroup"
              colSpan={columns}
              className="bg-canvas px-4 py-2 text-left font-normal text-muted text-xs sm:px-5"
            >
              {translate("leaderboard.unranked")}
            </th>
          </tr>
          {unranked.map((row) => (
            <Row key={row.entry.user_id} row={row} {...props} />
          ))}
        </tbody>
      )}
    </table>
  );
}

function Head({ view, onCompare, isSortable = true, hasChange = true }: LeaderboardTableProps) {
  const { translate } = useTexts();
  const shared = { sorting: view, defaultSorting: membersByRank, isSortable };
  return (
    <thead className="border-line border-t text-muted text-xs">
      <tr>
        <SortHeader
          {...shared}
          column="rank"
          label="leaderboard.rank"
          className="w-14 pl-4 text-left sm:w-24 sm:pl-5"
        />
        <SortHeader {...shared} column="name" label="leaderboard.name" className="text-left" />
        <SortHeader
          {...shared}
          column="score"
          label="leaderboard.score"
          isHighestFirst
          className="w-16 text-right sm:w-28"
        />
        <SortHeader
          {...shared}
          column="tasks"
          label="leaderboard.tasks"
          isHighestFirst
          className="w-15 text-right sm:w-24"
        />
        {hasChange ? (
          <SortHeader
            {...shared}
            column="change"
            label={view.days === null ? "leaderboard.change" : "leaderboard.movement"}
            isHighestFirst
            className="hidden text-right sm:table-cell sm:w-40"
          />
        ) : null}
        {onCompare === null ? null : (
          <th
            scope="col"
            className="w-11 py-2 pr-4 text-right font-medium sm:w-28 sm:pr-5 print:hidden"
          >
            <span className="max-sm:sr-only">{translate("leaderboard.compare")}</span>
            <CompareIcon className="ml-auto sm:hidden" />
          </th>
        )}
      </tr>
    </thead>
  );
}

function Row({
  row,
  view,
  viewerId,
  onCompare,
  hasMemberPages,
  hasChange = true,
}: LeaderboardTableProps & { row: LeaderboardRow }) {
  const { translate, format } = useTexts();
  const { entry, isTied } = row;
  const isOwn = entry.user_id === viewerId;
  return (
    <tr className={clsx("border-line border-t", isOwn ? "bg-sunken" : "hover:bg-canvas")}>
      <td className={clsx(cell, "whitespace-nowrap pl-4 sm:pl-5")}>
        <Figure value={format.count(entry.rank)} missing={translate("leaderboard.noRank")} />
        {isTied ? <Tie /> : null}
      </td>
      <th scope="row" className={clsx(cell, "text-left font-normal")}>
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Name row={row} isOwn={isOwn} isLink={hasMemberPages} />
          {isOwn ? <Badge>{translate("leaderboard.you")}</Badge> : null}
          {entry.rank === null && entry.performance_score !== null ? (
            <Badge tone="caution">{translate("widget.provisional")}</Badge>
          ) : null}
        </span>
        {entry.rank === null ? <Reason row={row} isOfPeriod={view.days !== null} /> : null}
        {hasChange && row.change !== null ? (
          <span className="block text-xs sm:hidden">
            <Change row={row} isOfPeriod={view.days !== null} />
          </span>
        ) : null}
      </th>
      <td className={clsx(cell, "text-right", entry.rank === null ? "text-muted" : "font-medium")}>
        <Figure
          value={format.scoreColumn(entry.performance_score)}
          missing={translate("missing.score")}
        />
      </td>
      <td className={clsx(cell, "text-right")}>{format.count(entry.tasks_completed)}</td>
      {hasChange ? (
        <td className={clsx(cell, "hidden text-right sm:table-cell")}>
          <Change row={row} isOfPeriod={view.days !== null} />
        </td>
      ) : null}
      {onCompare === null ? null : (
        <td className={clsx(cell, "pr-4 text-right sm:pr-5 print:hidden")}>
          <input
            type="checkbox"
            aria-label={translate("leaderboard.compareName", { name: entry.display_name })}
            checked={view.compared.includes(entry.user_id)}
            onChange={() => onCompare(entry.user_id)}
            className="size-4 align-middle accent-accent-fill"
          />
        </td>
      )}
    </tr>
  );
}

function Tie() {
  const { translate } = useTexts();
  return (
    <>
      <span aria-hidden="true" className="text-muted">
        =
      </span>
      <span className="sr-only"> {translate("leaderboard.tied")}</span>
    </>
  );
}

function Name({ row, isOwn, isLink }: { row: LeaderboardRow; isOwn: boolean; isLink: boolean }) {
  const { entry } = row;
  if (!isLink && !isOwn) {
    return entry.display_name;
  }
  return (
    <PageLink
      href={isOwn ? "/" : `/team/members/${entry.user_id}`}
      className="rounded-sm font-medium underline decoration-line-strong/50 underline-offset-3 hover:decoration-ink"
    >
      {entry.display_name}
    </PageLink>
  );
}

/** Why a member has no rank. */
function Reason({ row, isOfPeriod }: { row: LeaderboardRow; isOfPeriod: boolean }) {
  const { translate } = useTexts();
  const { entry, evidence } = row;
  return (
    <span className="block text-muted text-xs">
      {translate(getReason(entry.performance_score, isOfPeriod))}
      {evidence === null || entry.performance_score === null
        ? null
        : ` ${translate("leaderboard.evidence", {
            due: evidence.due,
            skill: evidence.skill_rated,
            difficulty: evidence.difficulty_rated,
          })}`}
    </span>
  );
}

function getReason(score: number | null, isOfPeriod: boolean) {
  if (score === null) {
    return isOfPeriod ? "leaderboard.nothingInPeriod" : "missing.score";
  }
  return isOfPeriod ? "leaderboard.tooFewInPeriod" : "widget.provisionalReason";
}

/** The change in ranks or in score points: the sign says which way, the colour only repeats it. */
function Change({ row, isOfPeriod }: { row: LeaderboardRow; isOfPeriod: boolean }) {
  const { translate, format } = useTexts();
  const { change } = row;
  if (change === null) {
    const missing = isOfPeriod ? "leaderboard.noMovement" : "missing.change";
    return <Figure value={format.change(null)} missing={translate(missing)} />;
  }
  const text = isOfPeriod
    ? translate(getMovementKey(change), { count: Math.abs(change) })
    : format.changeColumn(change);
  return <span className={clsx("whitespace-nowrap", getTone(change))}>{text}</span>;
}

function getMovementKey(places: number) {
  if (places === 0) {
    return "leaderboard.same";
  }
  return places > 0 ? "leaderboard.up" : "leaderboard.down";
}
