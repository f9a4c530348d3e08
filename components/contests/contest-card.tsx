"use client";

import { useId } from "react";
import { getTitle } from "@/components/history/entry-title";
import { useTexts } from "@/components/shared/text-provider";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Outcome } from "@/components/ui/forms/form";
import { PageLink } from "@/components/ui/page-link";
import { describeProblem } from "@/lib/http/problem-text";
import { personName } from "@/lib/i18n/person-name";
import type { ContestResponse, DecidedContest } from "@/lib/performance/contests/schemas";
import { ContestBadge } from "./contest-badge";
import { ContestDecision } from "./contest-decision";
import { ContestFacts } from "./contest-facts";
import { DecideSection } from "./decide-section";
import { Quote } from "./quote";
import { useContestChange } from "./use-contest-change";

/** A contest: the entry and its facts, the member's reason, and the decision or the form for it. */
export function ContestCard({
  contest,
  userId,
  onDecided,
}: {
  contest: ContestResponse;
  /** The reader. */
  userId: number;
  onDecided: (decided: DecidedContest) => void;
}) {
  const { translate } = useTexts();
  const titleId = useId();
  const { assignment, entry } = contest;
  return (
    <article aria-labelledby={titleId} className="panel grid gap-5 p-4 sm:p-5">
      <header className="grid gap-1">
        <h3 id={titleId} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 font-semibold">
          <span className="min-w-0 break-words">{getTitle(entry, translate)}</span>
          <ContestBadge status={contest.status} />
        </h3>
        <About contest={contest} isOwn={contest.user_id === userId} />
      </header>
      <div className="grid gap-1.5">
        <h4 className="font-medium text-muted text-xs">{translate("contests.reason")}</h4>
        {contest.reason === null ? (
          <p className="text-muted">{translate("contests.erased")}</p>
        ) : (
          <Quote>{contest.reason}</Quote>
        )}
      </div>
      <div className="grid gap-2">
        <h4 className="font-medium text-muted text-xs">{translate("contests.facts")}</h4>
        {assignment === null ? (
          <p className="text-muted text-sm">{translate("contests.notTheirs")}</p>
        ) : (
          <ContestFacts assignment={assignment} />
        )}
      </div>
      <ContestDecision contest={contest} />
      {contest.may_decide ? <DecideSection contest={contest} onDecided={onDecided} /> : null}
      {contest.may_withdraw ? <Withdrawing contest={contest} /> : null}
    </article>
  );
}

/** The member, the time and the contested entry. */
function About({ contest, isOwn }: { contest: ContestResponse; isOwn: boolean }) {
  const { translate, format } = useTexts();
  const { entry, user_id: userId } = contest;
  const page = isOwn ? "/" : `/team/members/${userId}`;
  return (
    <p className="flex flex-wrap gap-x-2 text-muted text-sm">
      <span>
        {translate(isOwn ? "contests.raisedByYou" : "contests.raisedBy", {
          name: personName(translate, contest),
          time: format.dayAndTime(contest.raised_at),
        })}
      </span>
      <span aria-hidden="true" className="hidden sm:inline">
        ·
      </span>
      <PageLink
        href={`${page}?entry=${entry.id}`}
        className="rounded-sm text-accent-ink underline underline-offset-2"
      >
        {translate("contests.entry", { kind: translate(`kind.${entry.kind}.name`), id: entry.id })}
      </PageLink>
      <span className="tabular-nums">
        {translate("contests.entryScore", {
          score: format.scoreColumn(entry.performance_score),
          change: format.changeColumn(entry.score_change),
        })}
      </span>
    </p>
  );
}

function Withdrawing({ contest }: { contest: ContestResponse }) {
  const { translate } = useTexts();
  const withdraw = useContestChange(`/contests/${contest.id}/withdraw`);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-t pt-4">
      <p className="min-w-0 flex-1 basis-60 text-muted text-sm">{translate("contests.waiting")}</p>
      <ConfirmButton
        label={translate("contests.withdraw")}
        question={translate("contests.withdrawQuestion")}
        confirmLabel={translate("contests.withdraw")}
        cancelLabel={translate("form.cancel")}
        isBusy={withdraw.isPending}
        onConfirm={() => withdraw.mutate({})}
      />
      <Outcome
        done={null}
        problem={describeProblem(withdraw.error, translate, { 409: "contests.overtaken" })}
      />
    </div>
  );
}
