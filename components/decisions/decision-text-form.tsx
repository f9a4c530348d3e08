"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { describeProblem } from "@/lib/http/problem-text";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { decisionTextRules } from "@/lib/performance/decisions/decision-rules";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import type { DecisionChange } from "./use-decision-change";

/** A form with one text: the grounds of a decision, its contest, or a reply. */
export function DecisionTextForm({
  change,
  title,
  label,
  hint,
  send,
  toBody,
  children,
  onClose,
}: {
  change: DecisionChange;
  title: PlainMessageKey;
  label: PlainMessageKey;
  hint: PlainMessageKey;
  send: PlainMessageKey;
  toBody: (text: string) => unknown;
  /** Further fields, before the text. */
  children?: ReactNode;
  onClose: () => void;
}) {
  const { translate } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>("select, textarea")?.focus(), []);
  const form = useRuledForm({ rules: decisionTextRules, error: change.error });
  return (
    <div ref={frame} className="w-full rounded-md border border-line bg-surface p-4">
      <RuledForm
        form={form}
        label={translate(title)}
        onSubmit={({ text }) => change.mutate(toBody(text), { onSuccess: onClose })}
        error={change.error}
      >
        {children}
        <FormField
          label={translate(label)}
          hint={translate(hint)}
          error={form.isInvalid("text") ? translate("decisions.textMissing") : null}
        >
          {(aria) => (
            <TextArea {...aria} {...form.register("text")} maxLength={MAX_REASON_LENGTH} />
          )}
        </FormField>
        <SubmitRow
          label={translate(send)}
          busyLabel={translate("decisions.sending")}
          isBusy={change.isPending}
          problem={describeProblem(change.error, translate)}
        >
          <Button className="min-h-9" onClick={onClose}>
            {translate("form.cancel")}
          </Button>
        </SubmitRow>
      </RuledForm>
    </div>
  );
}
