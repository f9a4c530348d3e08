"use client";

import { useForm } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { AssignmentForm } from "./assignment-form";
import { findFieldError } from "./assignment-problem";
import type { AssignmentValues } from "./assignment-texts";
import { getAssignmentTitle } from "./assignment-title";
import { DateTimeFields } from "./date-time-fields";
import { formatLocalDateTime, toZonedText } from "./local-date-time";
import { type CompletedFact, useAssignmentChange } from "./use-assignment-change";

/** Completes the assignment of another member, now or at a given time. */
export function CompleteForm({
  assignment,
  onDone,
  onClose,
}: {
  assignment: AssignmentResponse;
  onDone: (done: CompletedFact) => void;
  onClose: () => void;
}) {
  const { translate, format } = useTexts();
  const change = useAssignmentChange(onDone);
  const form = useForm<Pick<AssignmentValues, "completed_at">>({
    defaultValues: { completed_at: { date: "", time: "" } },
  });
  return (
    <AssignmentForm
      form={form}
      label={translate("assignments.completeName", {
        title: getAssignmentTitle(assignment, translate),
      })}
      submitLabel={translate("assignments.complete")}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={(values) => {
        const completedAt = toZonedText(formatLocalDateTime(values.completed_at), format.timeZone);
        change.mutate({
          action: "complete",
          before: assignment,
          body: completedAt === "" ? {} : { completed_at: completedAt },
        });
      }}
    >
      <DateTimeFields
        field="completed_at"
        label={translate("assignments.completed")}
        hint={translate("assignments.completeHint", { zone: format.timeZone })}
        error={findFieldError(change.error, "completed_at", translate)}
      />
    </AssignmentForm>
  );
}
