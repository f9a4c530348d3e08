"use client";

import { useForm } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { AssigneeField, type AssigneeValues } from "./assignee-field";
import { AssignmentForm } from "./assignment-form";
import { getAssignmentTitle } from "./assignment-title";
import { type CompletedFact, useAssignmentChange } from "./use-assignment-change";

/** Reassigns an assignment, together with everything that it counts for. */
export function ReassignForm({
  assignment,
  viewerId,
  onDone,
  onClose,
}: {
  assignment: AssignmentResponse;
  viewerId: number;
  onDone: (done: CompletedFact) => void;
  onClose: () => void;
}) {
  const { translate } = useTexts();
  const change = useAssignmentChange(onDone);
  const form = useForm<AssigneeValues>({ defaultValues: { user_id: null } });
  return (
    <AssignmentForm
      form={form}
      label={translate("assignments.reassignName", {
        title: getAssignmentTitle(assignment, translate),
      })}
      submitLabel={translate("assignments.reassign")}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={(body) => change.mutate({ action: "reassign", before: assignment, body })}
    >
      <AssigneeField
        without={[assignment.user_id, viewerId]}
        hint={translate(
          assignment.fact === null ? "assignments.reassignHint" : "assignments.reassignCountedHint",
        )}
        error={change.error}
      />
    </AssignmentForm>
  );
}
