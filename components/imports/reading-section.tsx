"use client";

import { useQuery } from "@tanstack/react-query";
import { Section, SectionBody } from "@/components/shared/section";
import { ServerSentence } from "@/components/shared/server-sentence";
import { useTexts } from "@/components/shared/text-provider";
import { Select, TextField } from "@/components/ui/forms/controls";
import { Form, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";
import {
  dateOrders,
  mappingNames,
  midnightMeanings,
} from "@/lib/performance/imports/mapping-rules";
import { mappingsRead } from "@/lib/performance/imports/reads";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import { toMappingValue, toSavedValue, toSettings } from "./reading-settings";
import { SaveMapping } from "./save-mapping";
import type { ImportMutation } from "./use-import-change";

/** Step 1: what was recognized in the file, which can be changed. */
export function ReadingSection({ one, change }: { one: ImportDetail; change: ImportMutation }) {
  const { translate } = useTexts();
  const { settings } = one;
  const saved = useQuery(mappingsRead.options()).data?.mappings ?? [];
  return (
    <Section
      id="reading"
      title={translate("imports.stepFile")}
      note={translate("imports.stepFileNote")}
    >
      <SectionBody>
        {one.problem === null ? null : (
          <p role="alert" className="text-negative text-sm">
            {translate("imports.missingColumns")} <ServerSentence text={one.problem} />
          </p>
        )}
        <Questions one={one} />
        <Form
          onSubmit={(fields) =>
            change.mutate({ action: "change", settings: toSettings(fields, one) })
          }
        >
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
            <Choice
              name="preset"
              label={translate("imports.mapping")}
              value={toMappingValue(one)}
              options={[
                ...saved.map(({ id, name }) => ({ value: toSavedValue(id), label: name })),
                ...mappingNames.map((name) => ({ value: name, label: mappingLabels[name] })),
              ]}
              empty={translate("imports.ownMapping")}
            />
            <Choice
              name="date_order"
              label={translate("imports.dateOrder")}
              value={settings.date_order ?? ""}
              options={dateOrders.map((value) => ({
                value,
                label: translate(`imports.dateOrder_${value}`),
              }))}
              empty={translate("imports.recognized")}
            />
            <Choice
              name="due_midnight"
              label={translate("imports.dueMidnight")}
              value={settings.due_midnight ?? "day"}
              options={midnightMeanings.map((value) => ({
                value,
                label: translate(`imports.dueMidnight_${value}`),
              }))}
            />
            <FormField label={translate("imports.timeZone")}>
              {(aria) => (
                <TextField
                  {...aria}
                  name="time_zone"
                  defaultValue={settings.time_zone ?? ""}
                  placeholder={translate("imports.ofOrganization")}
                  autoComplete="off"
                />
              )}
            </FormField>
          </div>
          <Columns one={one} />
          <SubmitRow
            label={translate("imports.checkAgain")}
            busyLabel={translate("imports.checking")}
            isBusy={change.isPending}
          />
        </Form>
        <SaveMapping one={one} saved={saved} change={change} />
      </SectionBody>
    </Section>
  );
}

const mappingLabels: Readonly<Record<(typeof mappingNames)[number], string>> = {
  own: "Performance Tracking Service",
  jira: "Jira",
  "github-projects": "GitHub Projects",
  "github-issues": "GitHub Issues",
  linear: "Linear",
  asana: "Asana",
  "azure-devops": "Azure DevOps",
  gitlab: "GitLab",
  trello: "Trello",
  clickup: "ClickUp",
  redmine: "Redmine",
  youtrack: "YouTrack",
  monday: "monday.com",
};

function Questions({ one: { recognized } }: { one: ImportDetail }) {
  const { translate } = useTexts();
  const questions = recognized?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <ul className="grid gap-1 rounded-md bg-caution-ground px-3 py-2 text-caution text-sm">
      {questions.map(({ setting, column }) => (
        <li key={`${setting} ${column}`}>
          {translate(setting === "date_order" ? "imports.askDateOrder" : "imports.askDueMidnight", {
            column,
          })}
        </li>
      ))}
    </ul>
  );
}

function Columns({ one: { recognized, problem } }: { one: ImportDetail }) {
  const { translate } = useTexts();
  if (recognized === null) return null;
  const { columns, fields, ignored } = recognized;
  return (
    <details open={problem !== null} className="grid gap-3">
      <summary className="cursor-pointer text-sm">
        {translate("imports.columns", {
          used: columns.length - ignored.length,
          all: columns.length,
        })}
      </summary>
      <div className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {fileFieldNames.map((field) => (
          <Choice
            key={field}
            name={`column_${field}`}
            label={translate(`imports.fields.${field}`)}
            value={fields[field]?.[0] ?? ""}
            options={[...new Set(columns)].map((column) => ({ value: column, label: column }))}
            {...(fields[field] === undefined && { empty: translate("imports.noColumn") })}
          />
        ))}
      </div>
    </details>
  );
}

function Choice({
  name,
  label,
  value,
  options,
  empty,
}: {
  name: string;
  label: string;
  value: string;
  options: readonly { readonly value: string; readonly label: string }[];
  /** The label of no choice. */
  empty?: string;
}) {
  return (
    <FormField label={label}>
      {(aria) => (
        <Select {...aria} name={name} defaultValue={value}>
          {empty === undefined ? null : <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
