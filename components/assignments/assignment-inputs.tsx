"use client";

import { useFormContext } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import { getField, type NumberFieldName } from "@/lib/performance/domain/assignments/field-names";
import { findFieldError } from "./assignment-problem";
import type { AssignmentValues, TextName } from "./assignment-texts";
import { DateTimeFields } from "./date-time-fields";
import { SkillFields } from "./skill-fields";

const momentLabels = {
  assigned_at: "assignments.assignedAt",
  started_at: "assignments.startedAt",
  due_at: "assignments.dueAt",
  completed_at: "assignments.completed",
} as const;

/** The fields of an assignment, new or stored. */
export function AssignmentInputs({
  moments,
  hidesTexts = false,
  error,
}: {
  moments: readonly (keyof typeof momentLabels)[];
  /** Hidden texts cannot be overwritten. */
  hidesTexts?: boolean;
  error: Error | null;
}) {
  const { translate } = useTexts();
  return (
    <>
      {hidesTexts ? (
        <p className="text-muted text-sm">{translate("assignments.textsHidden")}</p>
      ) : (
        <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
          <PlainField name="title" label={translate("assignments.title")} error={error} />
          <PlainField name="project" label={translate("assignments.project")} error={error} />
        </div>
      )}
      <FactInputs moments={moments} error={error} />
    </>
  );
}

/** The facts that count: times, difficulty, skill match and skills. */
export function FactInputs({
  moments,
  error,
}: {
  moments: readonly (keyof typeof momentLabels)[];
  error: Error | null;
}) {
  const { translate, format } = useTexts();
  return (
    <>
      <p className="text-muted text-sm">
        {translate("assignments.timesNote", { zone: format.timeZone })}
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {moments.map((field) => (
          <DateTimeFields
            key={field}
            field={field}
            label={translate(momentLabels[field])}
            error={findFieldError(error, field, translate)}
          />
        ))}
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <PlainField
          name="difficulty"
          label={translate("assignments.difficulty")}
          hint={translate("assignments.difficultyHint")}
          error={error}
        />
        <PlainField
          name="skill_match"
          label={translate("assignments.skillMatchPercent")}
          hint={translate("assignments.skillMatchHint")}
          error={error}
        />
      </div>
      <SkillFields error={findFieldError(error, "required_skills", translate)} />
    </>
  );
}

function PlainField({
  name,
  label,
  hint,
  error,
}: {
  name: TextName | NumberFieldName;
  label: string;
  hint?: string;
  error: Error | null;
}) {
  const { translate } = useTexts();
  const { register } = useFormContext<AssignmentValues>();
  return (
    <FormField label={label} hint={hint} error={findFieldError(error, name, translate)}>
      {(aria) => (
        <TextField
          {...aria}
          {...register(name)}
          inputMode={getField(name).kind === "number" ? "decimal" : undefined}
          autoComplete="off"
          className="max-sm:text-lg"
        />
      )}
    </FormField>
  );
}
