"use client";

import { Section, SectionBody } from "@/components/shared/section";
import { findFileProblem, ServerSentence } from "@/components/shared/server-sentence";
import { useTexts } from "@/components/shared/text-provider";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Meter } from "@/components/ui/meter";
import { describeProblem } from "@/lib/http/problem-text";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import { isUnderWay, phaseLabels } from "./import-texts";
import type { ImportMutation } from "./use-import-change";

/** Where the import is, what is left, and what can be done about it. */
export function ImportState({ one, change }: { one: ImportDetail; change: ImportMutation }) {
  const { translate, format } = useTexts();
  const from = translate("imports.from", {
    name: one.created_by?.display_name ?? translate("imports.byCommand"),
    at: format.dayAndTime(one.created_at),
  });
  return (
    <Section
      id="import-state"
      title={one.file_name ?? one.format.toUpperCase()}
      note={one.mapping === null ? from : `${one.mapping} · ${from}`}
      aside={<Actions one={one} change={change} />}
    >
      <SectionBody>
        <p role="status" className="font-medium">
          {translate(phaseLabels[one.phase])}
        </p>
        {isUnderWay(one) ? <Progress one={one} /> : null}
        {one.phase === "failed" && one.problem !== null ? (
          <p className="text-negative text-sm">
            <ServerSentence text={one.problem} />
          </p>
        ) : null}
        <ChangeProblem error={change.error} />
      </SectionBody>
    </Section>
  );
}

function ChangeProblem({ error }: { error: Error | null }) {
  const { translate } = useTexts();
  const problem = findFileProblem(error);
  return (
    <p role="alert" className="text-negative text-sm empty:hidden">
      {problem === null ? describeProblem(error, translate) : <ServerSentence text={problem} />}
    </p>
  );
}

function Progress({ one: { progress } }: { one: ImportDetail }) {
  const { translate, format } = useTexts();
  if (progress === null) return null;
  const { done, total, rows_per_second: rate, seconds_left: left } = progress;
  return (
    <div className="grid gap-2">
      {total === null || total === 0 ? null : <Meter ratio={Math.min(1, done / total)} />}
      <p className="text-muted text-sm tabular-nums">
        {total === null
          ? translate("imports.rowsRead", { done: format.count(done) })
          : translate("imports.rowsOf", { done: format.count(done), total: format.count(total) })}
        {rate === null
          ? null
          : ` · ${translate("imports.rate", { rate: format.count(Math.round(rate)) })}`}
        {left === null ? null : ` · ${describeLeft(left)}`}
      </p>
      <p className="text-muted text-sm">{translate("imports.mayLeave")}</p>
    </div>
  );

  function describeLeft(seconds: number): string {
    return seconds < 90
      ? translate("imports.secondsLeft", { seconds: format.count(seconds) })
      : translate("imports.minutesLeft", { minutes: format.count(Math.ceil(seconds / 60)) });
  }
}

function Actions({ one, change }: { one: ImportDetail; change: ImportMutation }) {
  const { translate } = useTexts();
  const common = { isBusy: change.isPending, cancelLabel: translate("form.keep") };
  if (one.status === "staging" || one.status === "applying") {
    return (
      <ConfirmButton
        {...common}
        label={translate("imports.cancel")}
        question={translate("imports.cancelQuestion")}
        confirmLabel={translate("imports.cancel")}
        onConfirm={() => change.mutate({ action: "cancel" })}
      />
    );
  }
  const mayUndo = one.phase !== "undoing" && one.phase !== "undone" && !one.dry_run;
  if (!mayUndo || one.new + one.changed === 0) return null;
  return (
    <ConfirmButton
      {...common}
      label={translate("imports.undo")}
      question={translate("imports.undoQuestion", { rows: one.new + one.changed })}
      confirmLabel={translate("imports.undo")}
      onConfirm={() => change.mutate({ action: "undo" })}
    />
  );
}
