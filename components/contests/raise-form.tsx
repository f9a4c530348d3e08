"use client";

import { useEffect, useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Form, getText, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { TextArea } from "@/components/ui/forms/text-area";
import { describeProblem } from "@/lib/http/problem-text";
import type { ContestResponse } from "@/lib/performance/contests/schemas";
import { longestReason } from "./longest-reason";
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
  const [isEmpty, setEmpty] = useState(false);
  const raise = useContestChange<ContestResponse>(`/logs/${entryId}/contest`);
  return (
    <div ref={frame} className="w-full rounded-md border border-line bg-surface p-4">
      <Form
        label={translate("contests.raiseName", { title })}
        onSubmit={(fields) => {
          const reason = getText(fields, "reason");
          setEmpty(reason === "");
          if (reason !== "") raise.mutate({ reason });
        }}
      >
        <FormField
          label={translate("contests.reasonLabel")}
          hint={translate("contests.whatHappens")}
          error={isEmpty ? translate("contests.reasonMissing") : null}
        >
          {(aria) => <TextArea {...aria} name="reason" maxLength={longestReason} />}
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
      </Form>
    </div>
  );
}
