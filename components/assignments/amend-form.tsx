"use client";

import { useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentShown } from "@/lib/performance/assignments/schemas";
import { changedFieldsOf, momentFields, readTexts, textsOf } from "./assignment-fields";
import { WorkForm } from "./assignment-form";
import { WorkInputs } from "./assignment-inputs";
import { workTitle } from "./assignment-title";
import { type DoneWork, useWorkChange } from "./use-assignment-change";

const momentsOfOpen = momentFields.filter((field) => field !== "completed_at");

/** Amends an assignment; only what changed is sent. */
export function AmendForm({
  assignment,
  onDone,
  onClose,
}: {
  assignment: AssignmentShown;
  onDone: (done: DoneWork) => void;
  onClose: () => void;
}) {
  const { translate, format } = useTexts();
  const change = useWorkChange(onDone);
  const [isUntouched, setUntouched] = useState(false);
  // As it was when the form was opened: what comes in meanwhile must not turn into a change of this reader's.
  const [stored] = useState(() => textsOf(assignment, format));
  return (
    <WorkForm
      label={translate("work.amendName", { title: workTitle(assignment, translate) })}
      submitLabel={translate("form.save")}
      isBusy={change.isPending}
      error={change.error}
      note={isUntouched ? translate("work.untouched") : null}
      onClose={onClose}
      onSubmit={(fields) => {
        const body = changedFieldsOf(stored, readTexts(fields, stored));
        const isChanged = Object.keys(body).length > 0;
        setUntouched(!isChanged);
        if (isChanged) {
          change.mutate({ action: "amend", before: assignment, body });
        }
      }}
    >
      {assignment.status === "completed" ? (
        <p className="text-muted text-sm">{translate("work.amendCounted")}</p>
      ) : null}
      <WorkInputs
        stored={stored}
        moments={assignment.status === "completed" ? momentFields : momentsOfOpen}
        hidesTexts={assignment.title === null}
        error={change.error}
      />
    </WorkForm>
  );
}
