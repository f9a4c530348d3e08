"use client";

import { Fragment, type ReactNode } from "react";
import { ScoreFormula } from "@/components/notice/measured-parts";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { Letter } from "@/lib/performance/letter/schemas";
import { LetterRange } from "./letter-range";
import { LetterRows } from "./letter-rows";

/** The score of some days as a letter that prints on A4. */
export function LetterPage({ letter, name }: { letter: Letter; name: string }) {
  const { translate, format } = useTexts();
  const { from, to, policy } = letter;
  return (
    <article className="grid max-w-4xl gap-6">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="grid min-w-0 gap-1">
          <h1 className="wrap-anywhere font-semibold text-2xl">{translate("letter.title")}</h1>
          <p className="font-medium">
            {name} · {translate("letter.range", { from: format.day(from), to: format.day(to) })}
          </p>
          <p className="text-muted text-sm">
            {translate("letter.written", {
              organization: letter.organization,
              at: format.day(letter.written_on),
            })}
          </p>
        </div>
        <Button onClick={() => window.print()}>{translate("print.print")}</Button>
      </header>
      <LetterRange key={`${from} ${to}`} userId={letter.user_id} from={from} to={to} />
      <Part title="letter.figures.title">
        <div className="grid gap-4 sm:grid-cols-2 print:grid-cols-2">
          <Figures title="letter.figures.period" figures={letter.period} />
          <Figures title="letter.figures.total" figures={letter.total} />
        </div>
      </Part>
      <Part title="letter.formula.title">
        <ScoreFormula weights={policy.weights} />
        <p>{translate(`assessment.late.${policy.due_rule}`)}</p>
        <p className="text-muted text-sm">
          {translate("letter.formula.version", {
            version: policy.version,
            day: format.day(policy.effective_on),
          })}{" "}
          {translate("letter.formula.evidence")}
        </p>
      </Part>
      <Part title="letter.rows.title">
        <LetterRows letter={letter} />
      </Part>
      <Part title="letter.contacts.title">
        <Contacts contacts={letter.contacts} />
        <p>{translate("letter.contacts.limits")}</p>
      </Part>
    </article>
  );
}

function Part({ title, children }: { title: PlainMessageKey; children: ReactNode }) {
  const { translate } = useTexts();
  return (
    <section aria-labelledby={title} className="grid min-w-0 gap-2">
      <h2 id={title} className="font-semibold text-lg">
        {translate(title)}
      </h2>
      {children}
    </section>
  );
}

const metrics = [
  { key: "onTime", field: "on_time_ratio", evidence: "due" },
  { key: "skill", field: "skill_accuracy", evidence: "skill_rated" },
  { key: "difficulty", field: "difficulty_factor", evidence: "difficulty_rated" },
] as const;

function Figures({ title, figures }: { title: PlainMessageKey; figures: Letter["period"] }) {
  const { translate, format } = useTexts();
  const score = format.score(figures.performance_score);
  return (
    <dl className="panel grid grid-cols-[1fr_auto] content-start gap-x-4 gap-y-1.5 p-4 text-sm">
      <dt className="font-semibold">{translate(title)}</dt>
      <dd className="text-right font-semibold">
        {score}
        {figures.provisional ? ` (${translate("letter.figures.provisional")})` : null}
      </dd>
      <dt>{translate("letter.figures.completions")}</dt>
      <dd className="text-right">{format.count(figures.tasks_completed)}</dd>
      {metrics.map(({ key, field, evidence }) => (
        <Fragment key={key}>
          <dt>{translate(`metric.${key}.name`)}</dt>
          <dd className="text-right">
            {translate("letter.figures.evidence", {
              value: format.percent(figures.metrics[field]),
              count: figures.evidence[evidence],
            })}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Contacts({ contacts }: { contacts: Letter["contacts"] }) {
  const { translate } = useTexts();
  if (contacts.length === 0) return <p>{translate("letter.contacts.unnamed")}</p>;
  return (
    <>
      <p>{translate("letter.contacts.dispute")}</p>
      <ul className="list-disc pl-5">
        {contacts.map(({ display_name: name, role }) => (
          <li key={`${role} ${name}`}>
            {translate(role === "admin" ? "letter.contacts.admin" : "letter.contacts.lead", {
              name,
            })}
          </li>
        ))}
      </ul>
    </>
  );
}
