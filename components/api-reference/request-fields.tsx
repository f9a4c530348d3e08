"use client";

import { useTexts } from "@/components/shared/text-provider";
import { Select, TextField } from "@/components/ui/forms/controls";
import { FormField } from "@/components/ui/forms/form-field";
import type { OperationDescription, ParameterDescription } from "@/lib/api-reference/operation";
import type { FilledIn } from "@/lib/api-reference/request";

/** A field for each parameter, and one for the body. */
export function RequestFields({
  operation: { parameters, request },
  filledIn,
  onFillIn,
  body,
  onBody,
}: {
  operation: Pick<OperationDescription, "parameters" | "request">;
  filledIn: FilledIn;
  onFillIn: (name: string, value: string) => void;
  body: string;
  onBody: (body: string) => void;
}) {
  const { translate } = useTexts();
  return (
    <>
      {parameters.length === 0 ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          {parameters.map((parameter) => (
            <ParameterField
              key={parameter.name}
              parameter={parameter}
              value={filledIn[parameter.name] ?? ""}
              onChange={(value) => onFillIn(parameter.name, value)}
            />
          ))}
        </div>
      )}
      {request === null ? null : (
        <FormField label={translate("apiReference.body")}>
          {(aria) => (
            <textarea
              {...aria}
              value={body}
              rows={Math.min(16, Math.max(4, body.split("\n").length))}
              spellCheck={false}
              onChange={({ target }) => onBody(target.value)}
              className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-2 font-mono text-ink text-sm max-sm:text-lg"
            />
          )}
        </FormField>
      )}
    </>
  );
}

function ParameterField({
  parameter,
  value,
  onChange,
}: {
  parameter: ParameterDescription;
  value: string;
  onChange: (value: string) => void;
}) {
  const { translate } = useTexts();
  const { name, isRequired, choices, defaultValue, range, type } = parameter;
  const label = isRequired ? `${name} (${translate("apiReference.required")})` : name;
  const options = choices.length === 0 && type.startsWith("boolean") ? ["true", "false"] : choices;
  return (
    <FormField label={label}>
      {(aria) =>
        options.length === 0 ? (
          <TextField
            {...aria}
            value={value}
            inputMode={type.startsWith("integer") ? "numeric" : undefined}
            placeholder={defaultValue ?? range ?? type}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={({ target }) => onChange(target.value)}
            className="font-mono max-sm:text-lg"
          />
        ) : (
          <Select {...aria} value={value} onChange={({ target }) => onChange(target.value)}>
            <option value="">{defaultValue ?? "—"}</option>
            {options.map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </Select>
        )
      }
    </FormField>
  );
}
