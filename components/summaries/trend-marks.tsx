"use client";

import { EntryLink } from "@/components/shared/entry-link";
import { useTexts } from "@/components/shared/text-provider";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";

type Mark = UserTrends["marks"][number];

/** Above this number of marks, the list would be longer than the chart is high. */
const most = 6;

/** What the marks of the chart are, the newest first: changes of the policy and corrections, with their entries. */
export function TrendMarks({ marks }: { marks: UserTrends["marks"] }) {
  const { translate } = useTexts();
  if (marks.length === 0) return null;
  const shown = marks.slice(-most).reverse();
  return (
    <ul
      aria-label={translate("trend.marks")}
      className="flex flex-wrap gap-x-5 gap-y-1 text-muted text-sm"
    >
      {shown.map((mark) => (
        <li
          key={mark.kind === "policy" ? `policy ${mark.policy_version}` : mark.entry_id}
          className="flex items-center gap-2"
        >
          <Sign kind={mark.kind} />
          <MarkText mark={mark} />
        </li>
      ))}
      {marks.length > most ? (
        <li>{translate("trend.moreMarks", { count: marks.length - most })}</li>
      ) : null}
    </ul>
  );
}

function MarkText({ mark }: { mark: Mark }) {
  const { translate, format } = useTexts();
  const day = format.day(mark.date);
  if (mark.kind === "policy") {
    return translate("trend.policyMark", { version: format.count(mark.policy_version), day });
  }
  return (
    <EntryLink entryId={mark.entry_id}>{translate("trend.correctionMark", { day })}</EntryLink>
  );
}

function Sign({ kind }: { kind: Mark["kind"] }) {
  return (
    <svg width="10" height="10" aria-hidden="true" focusable="false" className="fill-current">
      <path d={kind === "policy" ? "M5 0l5 5-5 5-5-5z" : "M0 1h10l-5 8z"} />
    </svg>
  );
}
