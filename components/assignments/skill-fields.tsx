"use client";

import { useId } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/forms/controls";
import { assignmentFields } from "@/lib/performance/domain/assignments/assignment-fields";
import type { AssignmentValues } from "./assignment-texts";

const { maxLevel, defaultLevel } = assignmentFields.required_skills;
const levels = Array.from({ length: maxLevel }, (_, index) => index + 1);

/** The required skills, each with a level; an emptied name removes the skill. */
export function SkillFields({ error }: { error: string | null }) {
  const { translate } = useTexts();
  const { control, register } = useFormContext<AssignmentValues>();
  const skills = useFieldArray({ control, name: "required_skills" });
  const errorId = useId();
  return (
    <fieldset className="grid justify-items-start gap-2">
      <legend className="mb-1.5 font-medium text-sm">{translate("assignments.skills")}</legend>
      {skills.fields.map(({ id }, index) => (
        <div key={id} className="grid w-full max-w-md grid-cols-[1fr_5rem_auto] gap-2">
          <TextField
            {...register(`required_skills.${index}.name`)}
            aria-label={translate("assignments.skillName", { number: index + 1 })}
            aria-invalid={error === null ? undefined : true}
            aria-describedby={error === null ? undefined : errorId}
            autoComplete="off"
            className="max-sm:text-lg"
          />
          <Select
            {...register(`required_skills.${index}.level`, { valueAsNumber: true })}
            aria-label={translate("assignments.skillLevel", { number: index + 1 })}
            className="max-sm:text-lg"
          >
            {levels.map((value) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </Select>
          <Button
            className="min-h-9"
            aria-label={translate("assignments.removeSkillName", { number: index + 1 })}
            onClick={() => skills.remove(index)}
          >
            {translate("assignments.removeSkill")}
          </Button>
        </div>
      ))}
      <Button
        onClick={() => skills.append({ name: "", level: defaultLevel }, { shouldFocus: false })}
      >
        {translate("assignments.addSkill")}
      </Button>
      {error === null ? null : (
        <p id={errorId} className="text-negative text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
