"use client";

import { useState } from "react";
import { PersonChoice } from "@/components/people/person-choice";
import { useTexts } from "@/components/shared/text-provider";
import type { AssignmentShown } from "@/lib/performance/assignments/schemas";
import { WorkForm } from "./assignment-form";
import { faultOf } from "./assignment-problem";
import { workTitle } from "./assignment-title";
import { type DoneWork, useWorkChange } from "./use-assignment-change";

/** Gives work to somebody else, with whatever it counts for. */
export function GiveForm({
  assignment,
  viewerId,
  onDone,
  onClose,
}: {
  assignment: AssignmentShown;
  viewerId: number;
  onDone: (done: DoneWork) => void;
  onClose: () => void;
}) {
  const { translate } = useTexts();
  const change = useWorkChange(onDone);
  const [userId, setUserId] = useState<number | null>(null);
  return (
    <WorkForm
      label={translate("work.giveName", { title: workTitle(assignment, translate) })}
      submitLabel={translate("work.give")}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onSubmit={() =>
        change.mutate({ action: "give", before: assignment, body: { user_id: userId } })
      }
    >
      <PersonChoice
        without={[assignment.user_id, viewerId]}
        hint={translate(assignment.fact === null ? "work.giveHint" : "work.giveCountedHint")}
        fault={faultOf(change.error, "user_id", translate)}
        onChoose={setUserId}
      />
    </WorkForm>
  );
}
