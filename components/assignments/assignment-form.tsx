"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Form, SubmitRow } from "@/components/ui/forms/form";
import { describeAssignmentProblem } from "./assignment-problem";

export type AssignmentFormProps = {
  label: string;
  submitLabel: string;
  isBusy: boolean;
  error: Error | null;
  /** Is shown in place of the outcome. */
  note?: string | null;
  onSubmit: (fields: FormData) => void;
  onClose: () => void;
  children: ReactNode;
};

/** A form about an assignment: focuses the first field, and after an error the first invalid one. */
export function AssignmentForm({
  label,
  submitLabel,
  isBusy,
  error,
  note = null,
  onSubmit,
  onClose,
  children,
}: AssignmentFormProps) {
  const { translate } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);
  return (
    <div ref={frame} className="rounded-md border border-line bg-surface p-4">
      <Form label={label} onSubmit={onSubmit} error={error} className="grid gap-4">
        {children}
        <SubmitRow
          label={submitLabel}
          busyLabel={translate("form.saving")}
          isBusy={isBusy}
          done={note}
          problem={describeAssignmentProblem(error, translate)}
        >
          <Button className="min-h-9" onClick={onClose}>
            {translate("assignments.closeForm")}
          </Button>
        </SubmitRow>
      </Form>
    </div>
  );
}
