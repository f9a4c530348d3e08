"use client";

import clsx from "clsx";
import { useTexts } from "@/components/shared/text-provider";
import { getTone } from "@/components/shared/tone";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Figure } from "@/components/ui/figure";
import type { PolicyPreview } from "@/lib/performance/policies/schemas";

type Row = NonNullable<PolicyPreview["members"]>[number];

const cell = "px-1.5 py-2 text-right align-baseline sm:px-3";

/** The current and the new score and rank of each member. */
export function PolicyPreviewTable({
  pages,
  isLoading,
  showMore,
}: {
  pages: readonly PolicyPreview[];
  isLoading: boolean;
  showMore: (() => void) | null;
}) {
  const { translate } = useTexts();
  const [first] = pages;
  if (first === undefined) {
    return null;
  }
  const rows = pages.flatMap(({ members }) => members ?? []);
  return (
    <div className="border-line border-t">
      <div className="grid gap-1 p-4 sm:px-5">
        <h3 className="font-semibold">{translate("policy.previewTitle")}</h3>
        <Totals preview={first} />
        <DueRuleEffect effect={first.due_rule_effect} />
      </div>
      {first.members === null ? (
        <p className="px-4 pb-4 text-muted text-sm sm:px-5">{translate("policy.noIndividuals")}</p>
      ) : (
        <>
          <Members rows={rows} />
          <footer className="flex min-h-14 flex-wrap items-center justify-between gap-3 border-line border-t px-4 py-3 text-muted text-sm sm:px-5">
            <p role="status">
              {translate("policy.shown", { shown: rows.length, total: first.total_members })}
            </p>
            {showMore === null ? null : (
              <Button disabled={isLoading} onClick={showMore}>
                {translate(isLoading ? "history.loadingMore" : "history.more")}
              </Button>
            )}
          </footer>
        </>
      )}
    </div>
  );
}

function Totals({ preview }: { preview: PolicyPreview }) {
  const { translate, format } = useTexts();
  const { before, after } = preview;
  const hasCounts = before.ranked_members !== null && after.ranked_members !== null;
  return (
    <p className="text-muted text-sm">
      {translate("policy.average", {
        before: format.score(before.average_score),
        after: format.score(after.average_score),
      })}
      {hasCounts
        ? ` · ${translate("policy.ranked", {
            before: format.count(before.ranked_members),
            after: format.count(after.ranked_members),
          })}`
        : null}
    </p>
  );
}

function DueRuleEffect({ effect }: { effect: PolicyPreview["due_rule_effect"] }) {
  const { translate, format } = useTexts();
  if (effect === null) return null;
  return (
    <p className="text-muted text-sm">
      {translate("policy.dueRuleEffect", {
        days: effect.days,
        completions: effect.completions,
        before: format.count(effect.late_before),
        after: format.count(effect.late_after),
      })}
    </p>
  );
}

function Members({ rows }: { rows: readonly Row[] }) {
  const { translate } = useTexts();
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="sr-only">{translate("policy.caption")}</caption>
      <thead className="border-line border-t text-muted text-xs">
        <tr>
          <th scope="col" className="py-2 pr-1.5 pl-4 text-left font-medium sm:pl-5">
            {translate("leaderboard.name")}
          </th>
          <th scope="col" className={clsx(cell, "font-medium")}>
            {translate("policy.rank")}
          </th>
          <th scope="col" className={clsx(cell, "font-medium")}>
            {translate("policy.now")}
          </th>
          <th scope="col" className={clsx(cell, "font-medium")}>
            {translate("policy.then")}
          </th>
          <th scope="col" className={clsx(cell, "pr-4 font-medium sm:pr-5")}>
            {translate("policy.change")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <MemberRow key={row.user_id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function MemberRow({ row }: { row: Row }) {
  const { translate, format } = useTexts();
  const { before, after, score_change: change } = row;
  return (
    <tr className="border-line border-t">
      <th scope="row" className="py-2 pr-1.5 pl-4 text-left align-baseline font-normal sm:pl-5">
        <span className="wrap-anywhere mr-2">{row.display_name}</span>
        {after.provisional && after.score !== null ? (
          <Badge tone="caution">{translate("widget.provisional")}</Badge>
        ) : null}
      </th>
      <td className={clsx(cell, "whitespace-nowrap")}>
        <Figure value={format.count(before.rank)} missing={translate("leaderboard.noRank")} />
        <span aria-hidden="true" className="text-muted">
          {" → "}
        </span>
        <span className="sr-only">{translate("policy.becomes")}</span>
        <Figure value={format.count(after.rank)} missing={translate("leaderboard.noRank")} />
      </td>
      <td className={cell}>
        <Figure value={format.scoreColumn(before.score)} missing={translate("missing.score")} />
      </td>
      <td className={clsx(cell, "font-medium")}>
        <Figure value={format.scoreColumn(after.score)} missing={translate("missing.score")} />
      </td>
      <td className={clsx(cell, "pr-4 sm:pr-5", change !== null && getTone(change))}>
        <Figure value={format.changeColumn(change)} missing={translate("missing.change")} />
      </td>
    </tr>
  );
}
