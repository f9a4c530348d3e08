"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { type FieldValues, FormProvider, type UseFormReturn } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { describeAssignmentProblem } from "./assignment-problem";

/** A form about an assignment: focuses the first field, and after an error the first invalid one. */
export function AssignmentForm<Values extends FieldValues>({
  form,
  label,
  submitLabel,
  isBusy,
  error,
  note = null,
  onSubmit,
  onClose,
  children,
}: {
  form: UseFormReturn<Values>;
  label: string;
  submitLabel: string;
  isBusy: boolean;
  error: Error | null;
  /** Is shown in place of the outcome. */
  note?: string | null;
  onSubmit: (values: Values) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { translate } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);
  return (
    <div ref={frame} className="rounded-md border border-line bg-surface p-4">
      <RuledForm form={form} label={label} onSubmit={onSubmit} error={error} keepsNativeChecks>
        <FormProvider {...form}>{children}</FormProvider>
        <SubmitRow
          label={submitLabel}
          busyLabel={translate("form.saving")}
          isBusy={isBusy}
          done={note}
          problem={describeAssignmentProblem(error, translate, Object.keys(form.getValues()))}
        >
          <Button className="min-h-9" onClick={onClose}>
            {translate("assignments.closeForm")}
          </Button>
        </SubmitRow>
      </RuledForm>
    </div>
  );
}
