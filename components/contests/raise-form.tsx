"use client";

import { useEffect, useRef } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { describeProblem } from "@/lib/http/problem-text";
import { contestRules } from "@/lib/performance/contests/contest-form-rules";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import { useContestChange } from "./use-contest-change";

/** What can be contested, and where. */
export type Contestable =
  | { readonly kind: "entry"; readonly id: number }
  | { readonly kind: "change"; readonly id: number; readonly assignmentId: number };

/** The texts that differ. */
const texts = {
  entry: {
    reasonLabel: "contests.reasonLabel",
    send: "contests.send",
    problem: "contests.notContestable",
  },
  change: {
    reasonLabel: "contests.changeReasonLabel",
    send: "contests.sendChange",
    problem: "contests.changeNotContestable",
  },
} as const;

function getAddress(subject: Contestable): string {
  return subject.kind === "entry"
    ? `/logs/${subject.id}/contest`
    : `/assignments/${subject.assignmentId}/changes/${subject.id}/contest`;
}

/** Contests an entry or a change, and says what happens next. */
export function RaiseForm({
  subject,
  title,
  onClose,
}: {
  subject: Contestable;
  title: string;
  onClose: () => void;
}) {
  const { translate } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector("textarea")?.focus(), []);
  const raise = useContestChange<ContestResponse>(getAddress(subject));
  const { reasonLabel, send, problem } = texts[subject.kind];
  const form = useRuledForm({ rules: contestRules, error: raise.error });
  const describeReason = () => {
    if (!form.isInvalid("reason")) return null;
    const isMissing = form.getValues("reason").trim() === "";
    return translate(isMissing ? "contests.reasonMissing" : "contests.reasonInvalid");
  };
  return (
    <div ref={frame} className="w-full rounded-md border border-line bg-surface p-4">
      <RuledForm
        form={form}
        label={translate("contests.raiseName", { title })}
        onSubmit={(body) => raise.mutate(body)}
        error={raise.error}
      >
        <FormField
          label={translate(reasonLabel)}
          hint={translate("contests.whatHappens")}
          error={describeReason()}
        >
          {(aria) => (
            <TextArea {...aria} {...form.register("reason")} maxLength={MAX_REASON_LENGTH} />
          )}
        </FormField>
        <SubmitRow
          label={translate(send)}
          busyLabel={translate("contests.sending")}
          isBusy={raise.isPending}
          problem={describeProblem(raise.error, translate, {
            403: "contests.noDecider",
            404: problem,
            409: problem,
          })}
        >
          <Button className="min-h-9" onClick={onClose}>
            {translate("form.cancel")}
          </Button>
        </SubmitRow>
      </RuledForm>
    </div>
  );
}
