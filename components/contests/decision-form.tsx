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
import { getContestTitle } from "./contest-title";
import { describeDecisionProblem, toFactProblem } from "./decision-request";
import { getUpholdNeeds } from "./uphold-needs";
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
  const { assignment } = contest;
  const [needs] = useState(() => getUpholdNeeds(contest));
  // The state at which the form was opened: another person's change must not become a change of this form.
  const [stored] = useState(() =>
    assignment !== null && needs.takesFacts ? getTexts(assignment, format) : null,
  );
  const form = useForm<AssignmentValues & { reason: string }>({
    defaultValues: { ...toValues(stored ?? emptyTexts), reason: "" },
  });
  const submit = (values: AssignmentValues & { reason: string }) => {
    const decision = readDecision(choice, values, stored, needs, format.timeZone);
    setNote(decision.problem);
    if (decision.problem === null) decide.mutate(decision.body);
  };
  const about = {
    title: getContestTitle(contest, translate),
    name: personName(translate, contest),
  };
  return (
    <div ref={frame} className="border-line border-t pt-4">
      <RuledForm
        form={form}
        label={translate("contests.decideName", about)}
        onSubmit={submit}
        error={decide.error}
        keepsNativeChecks
      >
        <DecisionChoice
          name={`decision-${contest.id}`}
          choice={choice}
          onChoose={(chosen) => {
            setChoice(chosen);
            setNote(null);
          }}
        />
        <p className="text-muted text-sm">
          {choice === "rejected"
            ? translate("contests.rejecting")
            : translate(needs.explanation, { id: contest.answered_by ?? 0, ...about })}
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

function DecisionChoice({
  name,
  choice,
  onChoose,
}: {
  name: string;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}) {
  const { translate } = useTexts();
  return (
    <div className="max-w-sm">
      <ChoiceSwitch
        name={name}
        label={translate("contests.decision")}
        chosen={choice}
        onChoose={onChoose}
        options={choices.map((value) => ({ value, label: translate(`contests.choice.${value}`) }))}
      />
    </div>
  );
}

/** The body of the request, or the error that is found before anything is sent. */
function readDecision(
  choice: Choice,
  { reason: typed, ...values }: AssignmentValues & { reason: string },
  stored: ReturnType<typeof getTexts> | null,
  needs: ReturnType<typeof getUpholdNeeds>,
  timeZone: string,
): { readonly problem: PlainMessageKey | null; readonly body: object } {
  const reason = typed.trim();
  if (choice === "rejected") {
    const problem = reason === "" ? "contests.reasonMissing" : null;
    return { problem, body: { decision: choice, reason } };
  }
  const facts = stored === null ? {} : listChangedFields(stored, toTexts(values), timeZone);
  const isChanged = Object.keys(facts).length > 0;
  // The server tells what is wrong where the assignment is another member's by now.
  const isUnknown = needs.takesFacts && stored === null;
  return {
    problem: isChanged || needs.isMet || isUnknown ? null : needs.missing,
    body: { decision: choice, ...(reason !== "" && { reason }), ...(isChanged && { facts }) },
  };
}
