"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { Select } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { AssignmentForm } from "./assignment-form";
import { AssignmentInputs } from "./assignment-inputs";
import {
  type AssignmentValues,
  dateTimeFields,
  getTexts,
  listChangedFields,
  toTexts,
  toValues,
} from "./assignment-texts";
import { getAssignmentTitle } from "./assignment-title";
import { type CompletedFact, useAssignmentChange } from "./use-assignment-change";

const momentsOfOpen = dateTimeFields.filter((field) => field !== "completed_at");

const dueReasons = [
  ["", "assignments.dueReasons.none"],
  ["error", "assignments.dueReasons.error"],
  ["absence", "assignments.dueReasons.absence"],
] as const;

/** Amends an assignment; only the changed fields are sent. */
export function AmendForm({
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
  const [isUntouched, setUntouched] = useState(false);
  // The state at which the form was opened: another person's change must not become a change of this form.
  const [stored] = useState(() => getTexts(assignment, format));
  const [dueReason, setDueReason] = useState("");
  const form = useForm<AssignmentValues>({ defaultValues: toValues(stored) });
  return (
    <AssignmentForm
      form={form}
      label={translate("assignments.amendName", {
        title: getAssignmentTitle(assignment, translate),
      })}
      submitLabel={translate("form.save")}
      isBusy={change.isPending}
      error={change.error}
      note={isUntouched ? translate("assignments.untouched") : null}
      onClose={onClose}
      onSubmit={(values) => {
        const body = listChangedFields(stored, toTexts(values), format.timeZone);
        const isChanged = Object.keys(body).length > 0;
        setUntouched(!isChanged);
        if (isChanged) {
          const reason = "due_at" in body && dueReason !== "" ? { due_reason: dueReason } : {};
          change.mutate({ action: "amend", before: assignment, body: { ...body, ...reason } });
        }
      }}
    >
      {assignment.status === "completed" ? (
        <p className="text-muted text-sm">{translate("assignments.amendCounted")}</p>
      ) : null}
      <AssignmentInputs
        moments={assignment.status === "completed" ? dateTimeFields : momentsOfOpen}
        hidesTexts={assignment.title === null}
        error={change.error}
      />
      {assignment.due_at === null ? null : (
        <FormField
          label={translate("assignments.dueReason")}
          hint={translate("assignments.dueReasonHint")}
          error={null}
        >
          {(aria) => (
            <Select {...aria} onChange={({ target }) => setDueReason(target.value)}>
              {dueReasons.map(([value, label]) => (
                <option key={value} value={value}>
                  {translate(label)}
                </option>
              ))}
            </Select>
          )}
        </FormField>
      )}
    </AssignmentForm>
  );
}
