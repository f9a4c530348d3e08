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

/** Contests an entry, and says what happens next. */
export function RaiseForm({
  entryId,
  title,
  onClose,
}: {
  entryId: number;
  title: string;
  onClose: () => void;
}) {
  const { translate } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector("textarea")?.focus(), []);
  const raise = useContestChange<ContestResponse>(`/logs/${entryId}/contest`);
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
          label={translate("contests.reasonLabel")}
          hint={translate("contests.whatHappens")}
          error={describeReason()}
        >
          {(aria) => (
            <TextArea {...aria} {...form.register("reason")} maxLength={MAX_REASON_LENGTH} />
          )}
        </FormField>
        <SubmitRow
          label={translate("contests.send")}
          busyLabel={translate("contests.sending")}
          isBusy={raise.isPending}
          problem={describeProblem(raise.error, translate, {
            403: "contests.noDecider",
            404: "contests.notContestable",
            409: "contests.notContestable",
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
