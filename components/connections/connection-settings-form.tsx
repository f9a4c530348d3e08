"use client";

import { useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { Select, TextArea, TextField } from "@/components/ui/forms/controls";
import { Form, getText, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { describeProblem } from "@/lib/http/problem-text";
import type { PlainMessageKey } from "@/lib/i18n/messages";
import type { ConnectionResponse, ConnectionSettings } from "@/lib/performance/connections/schemas";
import { listWords, readDifficulties, writeDifficulties } from "./settings-texts";
import { useSettingsChange } from "./use-connection-changes";

type DifficultySource = ConnectionSettings["difficulty_from"];

const sourceLabels: Readonly<Record<DifficultySource, PlainMessageKey>> = {
  none: "connections.fromNothing",
  labels: "connections.fromLabels",
  priority: "connections.fromPriority",
  story_points: "connections.fromStoryPoints",
};

const sourcesOfKind = {
  github: ["none", "labels"],
  jira: ["none", "labels", "priority", "story_points"],
} as const;

/** How events of GitHub or Jira become assignments. Other systems send assignments as they are. */
export function ConnectionSettingsForm({ connection }: { connection: ConnectionResponse }) {
  const { translate } = useTexts();
  const change = useSettingsChange(connection.id);
  const [isInvalid, setIsInvalid] = useState(false);
  const { kind, settings } = connection;
  if (kind === "webhook") return null;
  const save = (fields: FormData) => {
    const difficulties = readDifficulties(getText(fields, "difficulties"));
    setIsInvalid(difficulties === null);
    if (difficulties === null) return;
    const source = sourcesOfKind[kind].find((one) => one === getText(fields, "difficulty_from"));
    change.mutate({
      difficulties,
      difficulty_from: source ?? "none",
      due_from_milestone:
        kind === "github" ? fields.has("due_from_milestone") : settings.due_from_milestone,
      skill_labels: listWords(getText(fields, "skill_labels")),
      story_points_field: getText(fields, "story_points_field") || null,
    });
  };
  return (
    <Form onSubmit={save} error={change.error} label={translate("connections.settings")}>
      <h3 className="font-medium text-sm">{translate("connections.settings")}</h3>
      {kind === "github" ? <MilestoneField isChecked={settings.due_from_milestone} /> : null}
      <FormField label={translate("connections.difficultyFrom")}>
        {(aria) => (
          <Select {...aria} name="difficulty_from" defaultValue={settings.difficulty_from}>
            {sourcesOfKind[kind].map((source) => (
              <option key={source} value={source}>
                {translate(sourceLabels[source])}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <WordFields settings={settings} isInvalid={isInvalid} withStoryPoints={kind === "jira"} />
      <SubmitRow
        label={translate("form.save")}
        busyLabel={translate("form.saving")}
        isBusy={change.isPending}
        done={change.isSuccess ? translate("form.saved") : null}
        problem={describeProblem(change.error, translate)}
      />
    </Form>
  );
}

function MilestoneField({ isChecked }: { isChecked: boolean }) {
  const { translate } = useTexts();
  return (
    <label className="flex items-center gap-2 text-sm">
      <input
        type="checkbox"
        name="due_from_milestone"
        defaultChecked={isChecked}
        className="size-5"
      />
      {translate("connections.dueFromMilestone")}
    </label>
  );
}

function WordFields({
  settings,
  isInvalid,
  withStoryPoints,
}: {
  settings: ConnectionSettings;
  isInvalid: boolean;
  withStoryPoints: boolean;
}) {
  const { translate } = useTexts();
  return (
    <>
      <FormField
        label={translate("connections.difficulties")}
        hint={translate("connections.difficultiesHint")}
        error={isInvalid ? translate("connections.difficultiesInvalid") : null}
      >
        {(aria) => (
          <TextArea
            {...aria}
            name="difficulties"
            rows={3}
            defaultValue={writeDifficulties(settings.difficulties)}
          />
        )}
      </FormField>
      <FormField
        label={translate("connections.skillLabels")}
        hint={translate("connections.skillLabelsHint")}
      >
        {(aria) => (
          <TextField
            {...aria}
            name="skill_labels"
            autoComplete="off"
            defaultValue={settings.skill_labels.join(", ")}
          />
        )}
      </FormField>
      {withStoryPoints ? (
        <FormField
          label={translate("connections.storyPointsField")}
          hint={translate("connections.storyPointsHint")}
        >
          {(aria) => (
            <TextField
              {...aria}
              name="story_points_field"
              autoComplete="off"
              pattern="customfield_\d{1,10}"
              defaultValue={settings.story_points_field ?? ""}
            />
          )}
        </FormField>
      ) : null}
    </>
  );
}
