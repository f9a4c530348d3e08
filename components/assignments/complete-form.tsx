"use client";

import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentShown } from "@/lib/performance/assignments/schemas";
import { emptyTexts, readTexts } from "./assignment-fields";
import { WorkForm } from "./assignment-form";
import { faultOf } from "./assignment-problem";
import { workTitle } from "./assignment-title";
import { MomentFields } from "./date-time-fields";
import { type DoneWork, useWorkChange } from "./use-assignment-change";

/** Completes somebody else's work, now or at a time that is said. */
export function CompleteForm({
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
  return (
    <WorkForm
      label={translate("work.completeName", { title: workTitle(assignment, translate) })}
      submitLabel={translate("work.complete")}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={(fields) => {
        const { completed_at: completedAt } = readTexts(fields, emptyTexts);
        change.mutate({
          action: "complete",
          before: assignment,
          body: completedAt === "" ? {} : { completed_at: completedAt },
        });
      }}
    >
      <MomentFields
        field="completed_at"
        label={translate("work.completed")}
        stored=""
        hint={translate("work.completeHint", { zone: format.timeZone })}
        fault={faultOf(change.error, "completed_at", translate)}
      />
    </WorkForm>
  );
}
