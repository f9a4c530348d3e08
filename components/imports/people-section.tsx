"use client";

import { useState } from "react";
import { Section, SectionBody } from "@/components/shared/section";
import { useTexts } from "@/components/shared/text-provider";
import { Select, TextField } from "@/components/ui/forms/controls";
import { Form, getText, SubmitRow } from "@/components/ui/forms/form";
import type { ImportDetail } from "@/lib/performance/imports/schemas";
import type { SentSettings } from "@/lib/performance/imports/settings-schemas";
import { outcomeLabels } from "./import-texts";
import type { ImportMutation } from "./use-import-change";

type Person = ImportDetail["people"][number];

/** Step 2: the people of the file who are no members, each once. */
export function PeopleSection({ one, change }: { one: ImportDetail; change: ImportMutation }) {
  const { translate } = useTexts();
  return (
    <Section
      id="people"
      title={translate("imports.stepPeople")}
      note={translate(one.people.length === 0 ? "imports.peopleKnown" : "imports.peopleNote")}
    >
      {one.people.length === 0 ? null : (
        <SectionBody>
          <Form
            onSubmit={(fields) =>
              change.mutate({ action: "change", settings: toSettings(fields, one) })
            }
          >
            <label className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                name="create_members"
                defaultChecked={one.settings.create_members === true}
                className="size-5"
              />
              {translate("imports.createMembers")}
            </label>
            <ul className="grid gap-3">
              {one.people.map((person, index) => (
                <PersonRow key={person.name} person={person} index={index} one={one} />
              ))}
            </ul>
            <SubmitRow
              label={translate("imports.checkAgain")}
              busyLabel={translate("imports.checking")}
              isBusy={change.isPending}
            />
          </Form>
        </SectionBody>
      )}
    </Section>
  );
}

function PersonRow({ person, index, one }: { person: Person; index: number; one: ImportDetail }) {
  const { translate, format } = useTexts();
  const given = one.settings.people?.find(({ name }) => name === person.name);
  const [is, setIs] = useState<string>(given?.is ?? "");
  const rows = person.row_numbers.slice(0, 5).map((row) => format.count(row));
  const more = person.rows > rows.length ? ", …" : "";
  return (
    <li className="grid items-center gap-2 border-line border-t pt-3 sm:grid-cols-[1fr_auto]">
      <div className="grid min-w-0 gap-0.5">
        <p className="wrap-anywhere font-medium">{person.name}</p>
        <p className="wrap-anywhere text-muted text-sm">
          {person.outcome === "created"
            ? translate("imports.personCreated", { username: person.username ?? "" })
            : translate(outcomeLabels[person.outcome])}
          {" · "}
          {translate("imports.ofRows", { count: person.rows, rows: `${rows.join(", ")}${more}` })}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Select
          name={`is_${index}`}
          aria-label={translate("imports.whoIs", { name: person.name })}
          value={is}
          onChange={({ target }) => setIs(target.value)}
          className="w-auto"
        >
          <option value="">{translate("imports.undecided")}</option>
          <option value="member">{translate("imports.isMember")}</option>
          <option value="new">{translate("imports.isNew")}</option>
          <option value="skipped">{translate("imports.isSkipped")}</option>
        </Select>
        {is === "member" ? (
          <TextField
            name={`member_${index}`}
            aria-label={translate("imports.memberOf", { name: person.name })}
            placeholder={translate("imports.usernameOrAddress")}
            defaultValue={given?.member ?? ""}
            required
            autoComplete="off"
            className="sm:w-56"
          />
        ) : null}
      </div>
    </li>
  );
}

function toSettings(fields: FormData, { people }: ImportDetail): SentSettings {
  const decided = people.flatMap((person, index): NonNullable<SentSettings["people"]> => {
    const { name } = person;
    switch (getText(fields, `is_${index}`)) {
      case "member":
        return [{ name, is: "member", member: getText(fields, `member_${index}`) }];
      case "new":
        return [{ name, is: "new" }];
      case "skipped":
        return [{ name, is: "skipped" }];
      default:
        return [];
    }
  });
  const isNew = decided.some(({ is }) => is === "new");
  return { people: decided, create_members: fields.has("create_members") || isNew };
}
