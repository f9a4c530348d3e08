"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { AssigneeField, type AssigneeValues } from "./assignee-field";
import { AssignmentForm } from "./assignment-form";
import { AssignmentInputs } from "./assignment-inputs";
import { findFieldError } from "./assignment-problem";
import {
  type AssignmentValues,
  emptyTexts,
  listChangedFields,
  toTexts,
  toValues,
} from "./assignment-texts";
import { toLocalDateTime } from "./local-date-time";
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
  const [initial] = useState(() => {
    const now = toLocalDateTime(new Date().toISOString(), format.timeZone, "start");
    return { ...toValues(emptyTexts), assigned_at: now, user_id: given };
  });
  const form = useForm<AssignmentValues & AssigneeValues>({ defaultValues: initial });
  const personError = findFieldError(change.error, "user_id", translate);
  return (
    <AssignmentForm
      form={form}
      label={translate("assignments.new")}
      submitLabel={translate("assignments.newSubmit")}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={(values) => {
        const texts = toTexts(values);
        change.mutate({
          action: "add",
          before: null,
          body: {
            external_id: key,
            user_id: values.user_id,
            title: texts.title,
            ...listChangedFields(emptyTexts, texts, format.timeZone),
          },
        });
      }}
    >
      {given === null ? (
        <AssigneeField
          without={[viewerId]}
          hint={translate("assignments.newPersonHint")}
          error={change.error}
        />
      ) : (
        <p className="text-negative text-sm empty:hidden">{personError}</p>
      )}
      <AssignmentInputs moments={moments} error={change.error} />
    </AssignmentForm>
  );
}
