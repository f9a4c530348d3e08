"use client";

import { type ReactNode, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import type { DecisionResponse } from "@/lib/performance/decisions/schemas";
import { DecisionTextForm } from "./decision-text-form";
import { useDecisionChange } from "./use-decision-change";

/** A decision with its grounds, its contest and the reply. */
export function DecisionCard({ decision }: { decision: DecisionResponse }) {
  const { translate, format } = useTexts();
  const { contested_at: contestedAt, replied_at: repliedAt } = decision;
  const by = (person: { display_name: string } | null) => person?.display_name ?? "";
  return (
    <article className="panel grid gap-3 p-4 sm:px-5">
      <header className="grid gap-0.5">
        <h2 className="font-semibold">{translate(`decisions.kind.${decision.kind}`)}</h2>
        <p className="text-muted text-sm">
          {translate("decisions.by", {
            name: by(decision.decided_by),
            at: format.dayAndTime(decision.recorded_at),
          })}
        </p>
      </header>
      {decision.grounds === null ? (
        <p className="text-muted">{translate("decisions.erased")}</p>
      ) : (
        <Words>{decision.grounds}</Words>
      )}
      {contestedAt === null || decision.contest_reason === null ? null : (
        <section className="grid gap-1">
          <h3 className="text-muted text-sm">
            {translate("decisions.contested", { at: format.dayAndTime(contestedAt) })}
          </h3>
          <Words>{decision.contest_reason}</Words>
        </section>
      )}
      {repliedAt === null || decision.reply === null ? null : (
        <section className="grid gap-1">
          <h3 className="text-muted text-sm">
            {translate("decisions.replied", {
              name: by(decision.replied_by),
              at: format.dayAndTime(repliedAt),
            })}
          </h3>
          <Words>{decision.reply}</Words>
        </section>
      )}
      {decision.may_contest ? <Contest id={decision.id} /> : null}
      {decision.may_reply ? <Reply id={decision.id} /> : null}
    </article>
  );
}

function Words({ children }: { children: ReactNode }) {
  return <p className="wrap-anywhere whitespace-pre-wrap">{children}</p>;
}

function Contest({ id }: { id: number }) {
  const { translate } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const change = useDecisionChange(`/${id}/contest`);
  if (!isOpen) {
    return (
      <Button className="justify-self-start" onClick={() => setOpen(true)}>
        {translate("decisions.contest.action")}
      </Button>
    );
  }
  return (
    <DecisionTextForm
      change={change}
      title="decisions.contest.action"
      label="decisions.contest.label"
      hint="decisions.contest.hint"
      send="decisions.contest.action"
      toBody={(reason) => ({ reason })}
      onClose={() => setOpen(false)}
    />
  );
}

function Reply({ id }: { id: number }) {
  const { translate } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const change = useDecisionChange(`/${id}/reply`);
  if (!isOpen) {
    return (
      <Button className="justify-self-start" onClick={() => setOpen(true)}>
        {translate("decisions.reply.action")}
      </Button>
    );
  }
  return (
    <DecisionTextForm
      change={change}
      title="decisions.reply.action"
      label="decisions.reply.label"
      hint="decisions.reply.hint"
      send="decisions.reply.action"
      toBody={(reply) => ({ reply })}
      onClose={() => setOpen(false)}
    />
  );
}
