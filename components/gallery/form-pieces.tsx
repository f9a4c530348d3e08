"use client";

import { useState } from "react";
import * as z from "zod/mini";
import { PersonCombobox } from "@/components/people/person-combobox";
import { Button } from "@/components/ui/button";
import { ChoiceSwitch } from "@/components/ui/forms/choice-switch";
import { ConfirmButton } from "@/components/ui/forms/confirm-button";
import { Select, TextArea, TextField } from "@/components/ui/forms/controls";
import { FileDropTarget } from "@/components/ui/forms/file-drop-target";
import { FilterField } from "@/components/ui/forms/filter-field";
import { Form, Outcome, RuledForm, SubmitRow } from "@/components/ui/forms/form";
import { FormField } from "@/components/ui/forms/form-field";
import { SearchField } from "@/components/ui/forms/search-field";
import { SecretOnce } from "@/components/ui/forms/secret-once";
import { TimeZoneField } from "@/components/ui/forms/time-zone-field";
import { useRuledForm } from "@/components/ui/forms/use-ruled-form";
import { nameField } from "@/lib/performance/members/member-rules";
import { Piece } from "./piece";

const ignore = () => undefined;
const rules = z.object({ name: nameField, time_zone: z.string() });

/** Fields, switches and forms. */
export function FormPieces({ id }: { id: string }) {
  return (
    <>
      <Piece name="FormField">
        <FormField label="Empty" hint="A hint below the field.">
          {(aria) => <TextField {...aria} placeholder="Placeholder" />}
        </FormField>
        <FormField label="Invalid" error="It must have 1 to 100 characters.">
          {(aria) => <TextField {...aria} defaultValue="…" />}
        </FormField>
        <FormField label="Select">
          {(aria) => (
            <Select {...aria}>
              <option>One</option>
              <option>Two</option>
            </Select>
          )}
        </FormField>
        <FormField label="Several lines">{(aria) => <TextArea {...aria} />}</FormField>
        <FormField label="Disabled">{(aria) => <TextField {...aria} disabled />}</FormField>
      </Piece>
      <Piece name="FilterField">
        <FilterField label="From">{({ id }) => <TextField id={id} type="date" />}</FilterField>
        <FilterField label="To" error="Incomplete">
          {(aria) => <TextField {...aria} type="date" />}
        </FilterField>
      </Piece>
      <Controls id={id} />
      <Piece name="Form, SubmitRow">
        {(["done", "problem", "busy"] as const).map((state) => (
          <Form key={state} label={state} onSubmit={ignore}>
            <SubmitRow
              label="Save"
              busyLabel="Saving …"
              isBusy={state === "busy"}
              done={state === "done" ? "Saved." : null}
              problem={state === "problem" ? "Nothing was saved." : null}
            />
          </Form>
        ))}
        <Outcome done="Saved." problem={null} />
        <Outcome done={null} problem="Nothing was saved." />
      </Piece>
      <RuledPieces />
      <Piece name="SecretOnce">
        <Secret />
      </Piece>
    </>
  );
}

/** Sends nothing while a field breaks its rule. */
function RuledPieces() {
  const form = useRuledForm({ rules, error: null });
  return (
    <Piece name="RuledForm, TimeZoneField">
      <RuledForm form={form} label="Rules" onSubmit={ignore}>
        <FormField
          label="Name"
          hint="Save without a name to see the error."
          error={form.isInvalid("name") ? "It must have 1 to 200 characters." : null}
        >
          {(aria) => <TextField {...aria} {...form.register("name")} />}
        </FormField>
        <TimeZoneField
          label="Time zone"
          hint="Suggestions come with the focus."
          field={form.register("time_zone")}
          isInvalid={form.isInvalid("time_zone")}
          stored="Europe/Berlin"
        />
        <SubmitRow label="Save" busyLabel="Saving …" isBusy={false} />
      </RuledForm>
    </Piece>
  );
}

/** It takes the focus when it is shown. */
function Secret() {
  const [isShown, setShown] = useState(false);
  return isShown ? (
    <SecretOnce
      label="Token"
      note="It is shown once."
      secret="pts_1234"
      onClose={() => setShown(false)}
    />
  ) : (
    <Button onClick={() => setShown(true)}>Show</Button>
  );
}

function Controls({ id }: { id: string }) {
  const [chosen, setChosen] = useState<"one" | "two">("one");
  const [text, setText] = useState("");
  const [userId, setUserId] = useState<number | null>(null);
  return (
    <>
      <Piece name="ChoiceSwitch">
        <ChoiceSwitch
          name={`choice-${id}`}
          label="Choice"
          options={[
            { value: "one", label: "One" },
            { value: "two", label: "Two" },
          ]}
          chosen={chosen}
          onChoose={setChosen}
        />
      </Piece>
      <Piece name="ConfirmButton">
        {[false, true].map((isBusy) => (
          <ConfirmButton
            key={String(isBusy)}
            label={isBusy ? "Delete, busy" : "Delete"}
            question="Delete it?"
            confirmLabel="Delete"
            cancelLabel="Keep"
            isBusy={isBusy}
            onConfirm={ignore}
          />
        ))}
      </Piece>
      <Piece name="FileDropTarget">
        {[false, true].map((isBusy) => (
          <FileDropTarget key={String(isBusy)} accept=".csv" isBusy={isBusy} onFile={ignore} />
        ))}
      </Piece>
      <Piece name="SearchField">
        <SearchField label="Search" value={text} onChange={setText} />
      </Piece>
      <Piece name="PersonCombobox">
        <PersonCombobox
          Field={FormField}
          label="Person"
          hint={userId === null ? "No person is chosen." : `Member ${userId} is chosen.`}
          userId={userId}
          onChoose={setUserId}
          placeholder="Type a name"
          unknown="Choose a person from the list."
        />
      </Piece>
    </>
  );
}
