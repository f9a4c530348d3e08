"use client";

import { useEffect, useRef, useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { FactInputs } from "@/components/assignments/assignment-inputs";
import {
  type AssignmentValues,
  dateTimeFields,
  emptyTexts,
  getTexts,
  listChangedFields,
  toTexts,
  toValues,
} from "@/components/assignments/assignment-texts";
import { getTitle } from "@/components/history/entry-title";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { ChoiceSwitch } from "@/components/ui/forms/choice-switch";
import { TextArea } from "@/components/ui/forms/controls";
import { RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import { personName } from "@/lib/i18n/person-name";
import type { ContestResponse, DecidedContest } from "@/lib/performance/contests/schemas";
import { MAX_REASON_LENGTH } from "@/lib/performance/domain/contests/contest-rules";
import { describeDecisionProblem, toFactProblem } from "./decision-request";
import { useContestChange } from "./use-contest-change";

const choices = ["upheld", "rejected"] as const;
type Choice = (typeof choices)[number];

/** Upholds a contest with the right facts, or rejects it with a reason. Only changed facts are sent. */
export function DecisionForm({
  contest,
  onDecided,
  onClose,
}: {
  contest: ContestResponse;
  onDecided: (decided: DecidedContest) => void;
  onClose: () => void;
}) {
  const { translate, format } = useTexts();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>("input")?.focus(), []);
  const [choice, setChoice] = useState<Choice>("upheld");
  const [note, setNote] = useState<PlainMessageKey | null>(null);
  const decide = useContestChange<DecidedContest>(`/contests/${contest.id}/decision`, onDecided);
  const { assignment, answered_by: correctedBy } = contest;
  // The state at which the form was opened: another person's change must not become a change of this form.
  const [stored] = useState(() =>
    assignment === null || correctedBy !== null ? null : getTexts(assignment, format),
  );
  const form = useForm<AssignmentValues & { reason: string }>({
    defaultValues: { ...toValues(stored ?? emptyTexts), reason: "" },
  });
  const submit = (values: AssignmentValues & { reason: string }) => {
    const reason = values.reason.trim();
    const facts =
      choice === "upheld" && stored !== null ? listChangedFields(stored, toTexts(values)) : null;
    const problem = findProblem(choice, reason, facts);
    setNote(problem);
    if (problem !== null) return;
    decide.mutate({
      decision: choice,
      ...(reason !== "" && { reason }),
      ...(facts !== null && { facts }),
    });
  };
  const about = { title: getTitle(contest.entry, translate), name: personName(translate, contest) };
  return (
    <div ref={frame} className="border-line border-t pt-4">
      <RuledForm
        form={form}
        label={translate("contests.decideName", about)}
        onSubmit={submit}
        error={decide.error}
        keepsNativeChecks
      >
        <div className="max-w-sm">
          <ChoiceSwitch
            name={`decision-${contest.id}`}
            label={translate("contests.decision")}
            chosen={choice}
            onChoose={(chosen) => {
              setChoice(chosen);
              setNote(null);
            }}
            options={choices.map((value) => ({
              value,
              label: translate(`contests.choice.${value}`),
            }))}
          />
        </div>
        <p className="text-muted text-sm">
          {translate(getExplanationKey(choice, correctedBy), { id: correctedBy ?? 0 })}
        </p>
        {choice === "upheld" && stored !== null ? (
          <FormProvider {...form}>
            <FactInputs moments={dateTimeFields} error={toFactProblem(decide.error)} />
          </FormProvider>
        ) : null}
        <FormField
          label={translate(choice === "upheld" ? "contests.reply" : "contests.replyRequired")}
          hint={translate("contests.replyHint", { name: personName(translate, contest) })}
          error={note === "contests.reasonMissing" ? translate(note) : null}
        >
          {(aria) => (
            <TextArea {...aria} {...form.register("reason")} maxLength={MAX_REASON_LENGTH} />
          )}
        </FormField>
        <SubmitRow
          label={translate(`contests.submit.${choice}`)}
          busyLabel={translate("form.saving")}
          isBusy={decide.isPending}
          problem={
            note === null ? describeDecisionProblem(decide.error, translate) : translate(note)
          }
        >
          <Button className="min-h-9" onClick={onClose}>
            {translate("form.cancel")}
          </Button>
        </SubmitRow>
      </RuledForm>
    </div>
  );
}

/** An error that is found before anything is sent. */
function findProblem(choice: Choice, reason: string, facts: object | null): PlainMessageKey | null {
  if (choice === "rejected") return reason === "" ? "contests.reasonMissing" : null;
  return facts !== null && Object.keys(facts).length === 0 ? "contests.factsUntouched" : null;
}

function getExplanationKey(choice: Choice, correctedBy: number | null) {
  if (choice === "rejected") return "contests.rejecting";
  return correctedBy === null ? "contests.upholding" : "contests.upholdingCorrected";
}
