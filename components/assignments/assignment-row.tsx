"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Chevron } from "@/components/ui/chevron";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Outcome } from "@/components/ui/forms/form";
import { PageLink } from "@/components/ui/page-link";
import { personName } from "@/lib/i18n/person-name";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import type { OpenForm } from "./assignment-details";
import { describeAssignmentProblem } from "./assignment-problem";
import { getAssignmentTitle } from "./assignment-title";
import { DueText } from "./due-text";
import { type AssignmentViewer, listOfferedActions } from "./offered-actions";
import { type CompletedFact, useAssignmentChange } from "./use-assignment-change";

/** The details and forms of a row, loaded when the first row is opened. */
const AssignmentDetails = dynamic(
  () => import("./assignment-details").then((module) => module.AssignmentDetails),
  {
    ssr: false,
  },
);

/** One assignment: title, due date and the usual action. */
export function AssignmentRowItem({
  assignment,
  viewer,
  today,
  showsPerson,
  onDone,
}: {
  assignment: AssignmentResponse;
  viewer: AssignmentViewer;
  today: string;
  showsPerson: boolean;
  onDone: (done: CompletedFact) => void;
}) {
  const { translate } = useTexts();
  const [open, setOpen] = useState<OpenForm | null>(null);
  const detailsId = useId();
  return (
    <li className="border-line border-t">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-5">
        <div className="grid min-w-0 flex-1 basis-48 gap-0.5">
          <h3>
            <button
              type="button"
              aria-expanded={open !== null}
              aria-controls={detailsId}
              onClick={() => setOpen(open === null ? "none" : null)}
              className="flex w-full min-w-0 items-baseline gap-2 rounded-sm text-left"
            >
              <Chevron className={clsx("text-muted", open !== null && "rotate-90")} />
              <span className="min-w-0 break-words font-medium">
                {getAssignmentTitle(assignment, translate)}
              </span>
            </button>
          </h3>
          <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 pl-5 text-muted text-sm">
            <DueText assignment={assignment} today={today} />
            {showsPerson ? <Person assignment={assignment} viewer={viewer} /> : null}
            <About assignment={assignment} />
          </p>
        </div>
        <UsualAction
          assignment={assignment}
          viewer={viewer}
          onDone={onDone}
          onOpen={() => setOpen("complete")}
        />
      </div>
      <div id={detailsId} hidden={open === null}>
        {open === null ? null : (
          <AssignmentDetails
            assignment={assignment}
            viewer={viewer}
            open={open}
            onOpen={setOpen}
            onDone={(done) => {
              setOpen(null);
              onDone(done);
            }}
          />
        )}
      </div>
    </li>
  );
}

function Person({
  assignment,
  viewer,
}: {
  assignment: AssignmentResponse;
  viewer: AssignmentViewer;
}) {
  const { translate } = useTexts();
  const { user_id: userId } = assignment;
  return (
    <PageLink
      href={userId === viewer.userId ? "/" : `/team/members/${userId}`}
      className="rounded-sm text-ink underline decoration-line-strong underline-offset-3 hover:decoration-ink"
    >
      {personName(translate, assignment)}
    </PageLink>
  );
}

function About({ assignment }: { assignment: AssignmentResponse }) {
  const { translate, format } = useTexts();
  const { project, difficulty, required_skills: skills } = assignment;
  const parts = [
    project,
    difficulty === null
      ? null
      : translate("assignments.difficultyOf", { difficulty: format.score(difficulty) }),
    skills.length === 0
      ? null
      : skills
          .map(({ name, level }) => translate("assignments.skillOf", { name, level }))
          .join(", "),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : (
    <span className="min-w-0 break-words">{parts.join(" · ")}</span>
  );
}

/** Acts at once where nothing is to be asked; completing for another member asks for the time. */
function UsualAction({
  assignment,
  viewer,
  onDone,
  onOpen,
}: {
  assignment: AssignmentResponse;
  viewer: AssignmentViewer;
  onDone: (done: CompletedFact) => void;
  onOpen: () => void;
}) {
  const { translate } = useTexts();
  const change = useAssignmentChange(onDone);
  const [action] = listOfferedActions(viewer, assignment);
  const title = getAssignmentTitle(assignment, translate);
  if (action === undefined) {
    return null;
  }
  if (action === "complete" && assignment.user_id !== viewer.userId) {
    return (
      <Button aria-label={translate("assignments.completeName", { title })} onClick={onOpen}>
        {translate("assignments.complete")}
      </Button>
    );
  }
  const isCompleting = action === "complete";
  return (
    <div className="grid justify-items-start gap-1">
      <ConfirmButton
        label={translate(isCompleting ? "assignments.complete" : "assignments.reopen")}
        name={translate(isCompleting ? "assignments.completeName" : "assignments.reopenName", {
          title,
        })}
        question={translate(
          isCompleting ? "assignments.completeOwnQuestion" : "assignments.reopenQuestion",
        )}
        confirmLabel={translate(
          isCompleting ? "assignments.completeConfirm" : "assignments.reopen",
        )}
        cancelLabel={translate("assignments.notYet")}
        look="primary"
        isBusy={change.isPending}
        onConfirm={() =>
          change.mutate({ action: isCompleting ? "complete" : "reopen", before: assignment })
        }
      />
      <Outcome done={null} problem={describeAssignmentProblem(change.error, translate)} />
    </div>
  );
}
