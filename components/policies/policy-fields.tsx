"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Select, TextField } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import { isRejected } from "@/lib/http/problem-text";
import { DUE_RULES } from "@/lib/performance/domain/scoring/due-rule";
import { convertRatioToPercent } from "@/lib/performance/domain/units/ratio-ten-thousandths";
import {
  MAX_MINIMUM_SAMPLE,
  MAX_WEIGHT,
  WEIGHT_STEP,
} from "@/lib/performance/policies/policy-rules";
import { getShared, type PolicyRules, toPolicyDraft, weightNames } from "./policy-draft";

const labels = {
  on_time: "component.onTime",
  skill: "component.skill",
  difficulty: "component.difficulty",
} as const;

/** The weights in percent, and how many completions a rank needs. */
export function PolicyFields({
  draft,
  onChange,
  error,
}: {
  draft: PolicyRules;
  onChange: (draft: PolicyRules) => void;
  error: Error | null;
}) {
  const { translate, format } = useTexts();
  const shares = getShared(draft);
  const change = (form: HTMLFormElement | null) => {
    if (form !== null) {
      onChange(toPolicyDraft(new FormData(form)));
    }
  };
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      {weightNames.map((name) => (
        <FormField
          key={name}
          label={translate("policy.weightOf", { component: translate(labels[name]) })}
          hint={
            shares === null
              ? translate("policy.noShare")
              : translate("policy.share", { share: format.percent(shares[name]) })
          }
          error={isRejected(error, `weights.${name}`) ? translate("policy.weightInvalid") : null}
        >
          {(aria) => (
            <TextField
              {...aria}
              name={name}
              type="number"
              required
              min={0}
              max={convertRatioToPercent(MAX_WEIGHT)}
              step={convertRatioToPercent(WEIGHT_STEP)}
              defaultValue={convertRatioToPercent(draft.weights[name])}
              onChange={({ target }) => change(target.form)}
              className="tabular-nums max-sm:text-lg"
            />
          )}
        </FormField>
      ))}
      <FormField
        label={translate("policy.minSample")}
        hint={translate("policy.minSampleHint")}
        error={isRejected(error, "min_sample") ? translate("policy.minSampleInvalid") : null}
      >
        {(aria) => (
          <TextField
            {...aria}
            name="min_sample"
            type="number"
            required
            min={0}
            max={MAX_MINIMUM_SAMPLE}
            step={1}
            defaultValue={draft.min_sample}
            onChange={({ target }) => change(target.form)}
            className="tabular-nums max-sm:text-lg"
          />
        )}
      </FormField>
      <FormField
        label={translate("policy.dueRule")}
        hint={translate(`policy.dueRules.${draft.due_rule}.meaning`)}
        error={null}
        className="col-span-full"
      >
        {(aria) => (
          <Select
            {...aria}
            name="due_rule"
            defaultValue={draft.due_rule}
            onChange={({ target }) => change(target.form)}
          >
            {DUE_RULES.map((rule) => (
              <option key={rule} value={rule}>
                {translate(`policy.dueRules.${rule}.name`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
    </div>
  );
}
