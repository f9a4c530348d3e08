"use client";

import { useState } from "react";
import { PersonCombobox } from "@/components/people/person-combobox";
import { useTexts } from "@/components/shared/text-provider";
import { FormField } from "@/components/ui/forms/form-field";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { AssignmentForm } from "./assignment-form";
import { findCellError } from "./assignment-problem";
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
  const [userId, setUserId] = useState<number | null>(null);
  return (
    <AssignmentForm
      label={translate("assignments.reassignName", {
        title: getAssignmentTitle(assignment, translate),
      })}
      submitLabel={translate("assignments.reassign")}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={() =>
        change.mutate({ action: "reassign", before: assignment, body: { user_id: userId } })
      }
    >
      <PersonCombobox
        Field={FormField}
        label={translate("assignments.person")}
        hint={translate(
          assignment.fact === null ? "assignments.reassignHint" : "assignments.reassignCountedHint",
        )}
        error={findCellError(change.error, "user_id", translate)}
        className="max-w-md"
        userId={userId}
        without={[assignment.user_id, viewerId]}
        onChoose={setUserId}
        placeholder={translate("assignments.choosePerson")}
        unknown={translate("logs.personUnknown")}
        isRequired
      />
    </AssignmentForm>
  );
}
