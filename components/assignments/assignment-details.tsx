"use client";

import type { ReactNode } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Figure } from "@/components/ui/figure";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Outcome } from "@/components/ui/forms/form";
import { missingSign } from "@/lib/i18n/format";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { AmendForm } from "./amend-form";
import { describeAssignmentProblem } from "./assignment-problem";
import { getAssignmentTitle } from "./assignment-title";
import { ChangeTimeline } from "./change-timeline";
import { CompleteForm } from "./complete-form";
import {
  type AssignmentAction,
  type AssignmentViewer,
  listOfferedActions,
} from "./offered-actions";
import { ReassignForm } from "./reassign-form";
import { type CompletedFact, useAssignmentChange } from "./use-assignment-change";

const forms = ["complete", "amend", "reassign"] as const;

/** The open details of a row: the facts alone, or with a form. */
export type OpenForm = "none" | (typeof forms)[number];

type Opened = {
  assignment: AssignmentResponse;
  open: OpenForm;
  onOpen: (open: OpenForm) => void;
  onDone: (done: CompletedFact) => void;
};

/** All facts of an assignment, and the actions that the reader may take. */
export function AssignmentDetails({ viewer, ...opened }: Opened & { viewer: AssignmentViewer }) {
  const actions = listOfferedActions(viewer, opened.assignment);
  const isOwn = opened.assignment.user_id === viewer.userId;
  return (
    <div className="grid gap-4 border-line border-t bg-canvas px-4 py-4 sm:px-5">
      <Facts assignment={opened.assignment} />
      {actions.length === 0 || isOwn ? null : (
        <>
          <Actions {...opened} actions={actions} />
          <OpenedForm {...opened} viewerId={viewer.userId} />
        </>
      )}
      <ChangeTimeline assignmentId={opened.assignment.id} />
    </div>
  );
}

function Facts({ assignment }: { assignment: AssignmentResponse }) {
  const { translate, format } = useTexts();
  const moment = (instant: string | null) =>
    instant === null ? missingSign : format.dayAndTime(instant);
  const { skill_match: given, fact, difficulty } = assignment;
  const figures = [
    ["assignments.assignedAt", moment(assignment.assigned_at), "assignments.notSet"],
    ["assignments.startedAt", moment(assignment.started_at), "assignments.notSet"],
    ["assignments.dueAt", moment(assignment.due_at), "assignments.noDue"],
    ...(fact === null || fact.due_counted === assignment.due_at
      ? []
      : [["assignments.dueCounted", moment(fact.due_counted), "assignments.noDue"] as const]),
    ["assignments.completed", moment(assignment.completed_at), "assignments.notCompleted"],
    ["assignments.difficulty", format.score(difficulty), "assignments.notSet"],
    [
      "assignments.skillMatch",
      format.percent(fact?.skill_match ?? given),
      "assignments.matchByLevels",
    ],
    ["assignments.key", assignment.external_id ?? missingSign, "assignments.hidden"],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 text-sm sm:grid-cols-4">
      {figures.map(([label, value, missing]) => (
        <div key={label} className="min-w-0">
          <dt className="text-muted text-xs">{translate(label)}</dt>
          <dd className="break-words tabular-nums">
            <Figure value={value} missing={translate(missing)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const formLabels = {
  complete: "assignments.complete",
  amend: "assignments.amend",
  reassign: "assignments.reassign",
} as const;

function Actions({
  assignment,
  open,
  onOpen,
  onDone,
  actions,
}: Opened & { actions: readonly AssignmentAction[] }) {
  const { translate } = useTexts();
  const change = useAssignmentChange(onDone);
  const title = getAssignmentTitle(assignment, translate);
  const renderConfirmButton = (action: "cancel" | "delete", question: string): ReactNode =>
    actions.includes(action) ? (
      <ConfirmButton
        label={translate(`assignments.${action}`)}
        name={translate(`assignments.${action}Name`, { title })}
        question={question}
        confirmLabel={translate(`assignments.${action}`)}
        cancelLabel={translate("form.keep")}
        isBusy={change.isPending}
        onConfirm={() => change.mutate({ action, before: assignment })}
      />
    ) : null;
  const counts = assignment.fact !== null;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {forms
          .filter((form) => actions.includes(form))
          .map((form) => (
            <Button
              key={form}
              aria-expanded={open === form}
              onClick={() => onOpen(open === form ? "none" : form)}
            >
              {translate(formLabels[form])}
            </Button>
          ))}
        {renderConfirmButton(
          "cancel",
          translate(counts ? "assignments.cancelCountedQuestion" : "assignments.cancelQuestion"),
        )}
        {renderConfirmButton(
          "delete",
          translate(counts ? "assignments.deleteCountedQuestion" : "assignments.deleteQuestion"),
        )}
      </div>
      <Outcome done={null} problem={describeAssignmentProblem(change.error, translate)} />
    </div>
  );
}

function OpenedForm({ assignment, viewerId, open, onOpen, onDone }: Opened & { viewerId: number }) {
  const props = { assignment, onDone, onClose: () => onOpen("none") };
  switch (open) {
    case "complete":
      return <CompleteForm {...props} />;
    case "amend":
      return <AmendForm {...props} />;
    case "reassign":
      return <ReassignForm {...props} viewerId={viewerId} />;
    default:
      return null;
  }
}
