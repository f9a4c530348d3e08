"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Loaded } from "@/components/shared/loaded";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import { DECISION_KINDS } from "@/lib/performance/decisions/decision-rules";
import { decisionsOptions } from "@/lib/performance/decisions/reads";
import { DecisionCard } from "./decision-card";
import { DecisionTextForm } from "./decision-text-form";
import { useDecisionChange } from "./use-decision-change";

/** The decisions about one member. The server has put them into the cache. */
export function Decisions({ userId }: { userId: number }) {
  const { translate } = useTexts();
  const list = useInfiniteQuery(decisionsOptions(userId));
  return (
    <Loaded query={list} skeleton={null}>
      {({ pages }) => {
        const decisions = pages.flatMap((page) => page.decisions);
        return (
          <div className="grid max-w-prose gap-4">
            {pages[0]?.may_record ? <RecordDecision userId={userId} /> : null}
            {decisions.length === 0 ? (
              <p className="panel px-4 py-8 text-center text-muted">
                {translate("decisions.none")}
              </p>
            ) : (
              <ul className="grid gap-4">
                {decisions.map((decision) => (
                  <li key={decision.id}>
                    <DecisionCard decision={decision} />
                  </li>
                ))}
              </ul>
            )}
            {list.hasNextPage ? (
              <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {translate(list.isFetchingNextPage ? "history.loadingMore" : "assignments.more")}
              </Button>
            ) : null}
          </div>
        );
      }}
    </Loaded>
  );
}

function RecordDecision({ userId }: { userId: number }) {
  const { translate } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<(typeof DECISION_KINDS)[number]>("pay");
  const id = useId();
  const change = useDecisionChange();
  if (!isOpen) {
    return (
      <Button look="primary" className="justify-self-start" onClick={() => setOpen(true)}>
        {translate("decisions.record.title")}
      </Button>
    );
  }
  return (
    <DecisionTextForm
      change={change}
      title="decisions.record.title"
      label="decisions.record.grounds"
      hint="decisions.record.hint"
      send="decisions.record.send"
      toBody={(grounds) => ({ user_id: userId, kind, grounds, decided_by_person: true })}
      onClose={() => setOpen(false)}
    >
      <FormField label={translate("decisions.record.kind")}>
        {(aria) => (
          <Select
            {...aria}
            value={kind}
            onChange={({ target }) =>
              setKind(DECISION_KINDS.find((one) => one === target.value) ?? "other")
            }
          >
            {DECISION_KINDS.map((one) => (
              <option key={one} value={one}>
                {translate(`decisions.kind.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <label htmlFor={id} className="flex items-start gap-2 text-sm">
        <input id={id} type="checkbox" required className="mt-0.5 size-4 accent-accent-fill" />
        {translate("decisions.record.person")}
      </label>
    </DecisionTextForm>
  );
}
