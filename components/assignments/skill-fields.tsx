"use client";

import { useId, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/forms/select";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";

const levels = Array.from({ length: 10 }, (_, index) => index + 1);
const usualLevel = 5;

/** The required skills, each with a level; an emptied name removes the skill. */
export function SkillFields({
  stored,
  error,
}: {
  stored: AssignmentResponse["required_skills"];
  error: string | null;
}) {
  const { translate } = useTexts();
  const [rows, setRows] = useState(() => stored.map((skill, key) => ({ ...skill, key })));
  const errorId = useId();
  const add = () => {
    const key = Math.max(-1, ...rows.map((row) => row.key)) + 1;
    setRows([...rows, { name: "", level: usualLevel, key }]);
  };
  return (
    <fieldset className="grid justify-items-start gap-2">
      <legend className="mb-1.5 font-medium text-sm">{translate("assignments.skills")}</legend>
      <input type="hidden" name="skills are here" value="" />
      {rows.map(({ key, name, level }, index) => (
        <div key={key} className="grid w-full max-w-md grid-cols-[1fr_5rem_auto] gap-2">
          <TextField
            name="skill name"
            aria-label={translate("assignments.skillName", { number: index + 1 })}
            aria-invalid={error === null ? undefined : true}
            aria-describedby={error === null ? undefined : errorId}
            defaultValue={name}
            autoComplete="off"
            className="max-sm:text-lg"
          />
          <Select
            name="skill level"
            aria-label={translate("assignments.skillLevel", { number: index + 1 })}
            defaultValue={level}
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
            onClick={() => setRows(rows.filter((row) => row.key !== key))}
          >
            {translate("assignments.removeSkill")}
          </Button>
        </div>
      ))}
      <Button onClick={add}>{translate("assignments.addSkill")}</Button>
      {error === null ? null : (
        <p id={errorId} className="text-negative text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
