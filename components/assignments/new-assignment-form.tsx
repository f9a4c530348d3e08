"use client";

import { useState } from "react";
import { PersonCombobox } from "@/components/people/person-combobox";
import { useTexts } from "@/components/shared/text-provider";
import { FormField } from "@/components/ui/forms/form-field";
import { emptyTexts, listChangedFields, readTexts } from "./assignment-fields";
import { AssignmentForm } from "./assignment-form";
import { AssignmentInputs } from "./assignment-inputs";
import { findCellError } from "./assignment-problem";
import { formatLocalDateTime, toLocalDateTime } from "./local-date-time";
import { type CompletedFact, useAssignmentChange } from "./use-assignment-change";

const moments = ["assigned_at", "due_at"] as const;

/** A key for this form, so that sending it twice creates one assignment. */
function createKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** Creates an assignment for one member, or for the chosen one. */
export function NewAssignmentForm({
  userId: given,
  viewerId,
  onDone,
  onClose,
}: {
  userId: number | null;
  viewerId: number;
  onDone: (done: CompletedFact) => void;
  onClose: () => void;
}) {
  const { translate, format } = useTexts();
  const change = useAssignmentChange(onDone);
  const [key] = useState(createKey);
  const [chosen, setChosen] = useState<number | null>(given);
  const [initial] = useState(() => ({
    ...emptyTexts,
    assigned_at: formatLocalDateTime(
      toLocalDateTime(new Date().toISOString(), format.timeZone, "start"),
    ),
  }));
  const personError = findCellError(change.error, "user_id", translate);
  return (
    <AssignmentForm
      label={translate("assignments.new")}
      submitLabel={translate("assignments.newSubmit")}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={(fields) => {
        const texts = readTexts(fields, emptyTexts);
        change.mutate({
          action: "add",
          before: null,
          body: {
            external_id: key,
            user_id: chosen,
            title: texts.title,
            ...listChangedFields(emptyTexts, texts),
          },
        });
      }}
    >
      {given === null ? (
        <PersonCombobox
          Field={FormField}
          label={translate("assignments.person")}
          hint={translate("assignments.newPersonHint")}
          error={personError}
          className="max-w-md"
          userId={chosen}
          without={[viewerId]}
          onChoose={setChosen}
          placeholder={translate("assignments.choosePerson")}
          unknown={translate("logs.personUnknown")}
          isRequired
        />
      ) : (
        <p className="text-negative text-sm empty:hidden">{personError}</p>
      )}
      <AssignmentInputs stored={initial} moments={moments} error={change.error} />
    </AssignmentForm>
  );
}
