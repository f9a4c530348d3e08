"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { PageLink, textLinkClasses } from "@/components/ui/page-link";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { noticeRead } from "@/lib/performance/notice/reads";
import type { NoticeResponse } from "@/lib/performance/notice/schemas";
import { MeasuredParts, ScoreFormula } from "./measured-parts";
import { NoticeReadForm } from "./notice-read-form";

/** How the reader is assessed, in plain words. The server has put the rules into the cache. */
export function Assessment() {
  const notice = useQuery(noticeRead.options());
  return (
    <Loaded query={notice} skeleton={null}>
      {(data) => <AssessmentText notice={data} />}
    </Loaded>
  );
}

function AssessmentText({ notice }: { notice: NoticeResponse }) {
  const { translate, format } = useTexts();
  const { policy } = notice;
  return (
    <article className="grid max-w-prose gap-7">
      <header className="grid gap-1">
        <h1 className="font-semibold text-2xl">{translate("assessment.title")}</h1>
        <p className="text-muted">
          {translate("assessment.intro", {
            day: format.day(policy.effective_on),
            version: policy.version,
          })}
        </p>
      </header>
      <Part title="assessment.measured.title">
        <p>{translate("assessment.measured.text")}</p>
        <MeasuredParts weights={policy.weights} />
        <p>{translate("assessment.measured.more")}</p>
      </Part>
      <Part title="assessment.formula.title">
        <ScoreFormula weights={policy.weights} />
        <p>{translate("assessment.formula.missing")}</p>
        {policy.min_sample > 1 ? (
          <p>{translate("assessment.formula.provisional", { count: policy.min_sample })}</p>
        ) : null}
      </Part>
      <Part title="assessment.late.title">
        <p>{translate(`assessment.late.${policy.due_rule}`)}</p>
        <p>
          {translate(
            policy.due_rule === "first" ? "assessment.late.timeFirst" : "assessment.late.time",
          )}
        </p>
        <p>{translate("assessment.late.none")}</p>
      </Part>
      <Part title="assessment.others.title">
        <p>{translate("assessment.others.text")}</p>
      </Part>
      <Part title="assessment.sure.title">
        <p>{translate("assessment.sure.text")}</p>
      </Part>
      <WhoSees notice={notice} />
      <Part title="assessment.kept.title">
        <p>{translate("assessment.kept.figures", { months: notice.retention_months })}</p>
        <p>{translate("assessment.kept.erasure")}</p>
        <p>{translate("assessment.kept.views", { days: notice.access_records_days })}</p>
      </Part>
      <Part title="assessment.contest.title">
        {notice.privacy_mode === "aggregate" ? (
          <p>{translate("assessment.contest.aggregate")}</p>
        ) : (
          <>
            <p>{translate("assessment.contest.text")}</p>
            <p>
              <PageLink className={textLinkClasses} href="/#history">
                {translate("assessment.contest.history")}
              </PageLink>
            </p>
          </>
        )}
      </Part>
      <Part title="assessment.limits.title">
        <ul className="grid list-disc gap-1.5 pl-5">
          <li>{translate("assessment.limits.decisions")}</li>
          <li>{translate("assessment.limits.person")}</li>
          <li>{translate("assessment.limits.comparison")}</li>
        </ul>
        <p>
          <PageLink className={textLinkClasses} href="/decisions">
            {translate("decisions.own")}
          </PageLink>
        </p>
      </Part>
      <NoticeReadForm read={notice.read} />
    </article>
  );
}

/** By the privacy mode in force. */
function WhoSees({ notice }: { notice: NoticeResponse }) {
  const { translate } = useTexts();
  const { privacy_mode: mode, anonymity_threshold: count } = notice;
  return (
    <Part title="assessment.who.title">
      <ul className="grid list-disc gap-1.5 pl-5">
        <li>{translate("assessment.who.you")}</li>
        {mode === "aggregate" ? (
          <li>{translate("assessment.who.aggregate", { count })}</li>
        ) : (
          <>
            <li>{translate(`assessment.who.${mode}`)}</li>
            {notice.employee_leaderboard ? <li>{translate("assessment.who.ranks")}</li> : null}
            <li>{translate("assessment.who.noRanks")}</li>
          </>
        )}
        <li>{translate("assessment.who.operator")}</li>
      </ul>
      <p>
        <PageLink className={textLinkClasses} href="/settings#access-log">
          {translate("assessment.who.log")}
        </PageLink>
      </p>
    </Part>
  );
}

function Part({ title, children }: { title: PlainMessageKey; children: ReactNode }) {
  const { translate } = useTexts();
  return (
    <section aria-labelledby={title} className="grid gap-2">
      <h2 id={title} className="font-semibold text-lg">
        {translate(title)}
      </h2>
      {children}
    </section>
  );
}
