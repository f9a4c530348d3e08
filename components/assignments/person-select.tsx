"use client";

import { useTexts } from "@/components/layout/text-provider";
import { nameOf, usePeople } from "@/components/logs/person-field";
import { FormField } from "@/components/ui/form-field";
import { Select } from "@/components/ui/select";

/** One of those to whom the reader may give work: whom they see, but never themself. */
export function PersonSelect({
  userId,
  without,
  hint,
  fault,
  onChoose,
}: {
  userId: number | null;
  /** Who has it already, and who gives it: nobody gives work to themself. */
  without: readonly (number | null)[];
  hint: string;
  fault: string | null;
  onChoose: (userId: number | null) => void;
}) {
  const { translate, locale } = useTexts();
  const people = usePeople(true)
    .filter((person) => !without.includes(person.user_id))
    .map((person) => ({ id: person.user_id, name: nameOf(person) }))
    .toSorted((left, right) => left.name.localeCompare(right.name, locale));
  return (
    <FormField label={translate("work.person")} hint={hint} fault={fault} className="max-w-md">
      {(aria) => (
        <Select
          {...aria}
          required
          value={userId ?? ""}
          onChange={({ target }) => onChoose(target.value === "" ? null : Number(target.value))}
          className="max-sm:text-lg"
        >
          <option value="">{translate("work.choosePerson")}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
