"use client";

import { useEffect, useId, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { FormField } from "@/components/ui/forms/form-field";
import { TextField } from "@/components/ui/forms/select";
import { PersonOptions } from "./person-options";
import { getName, usePeople } from "./use-people";

/** One of those to whom the reader may give work: whom they see, but never themself. */
export function PersonChoice({
  without,
  hint,
  error,
  onChoose,
}: {
  /** Who has it already, and who gives it: nobody gives work to themself. */
  without: readonly (number | null)[];
  hint: string;
  error: string | null;
  /** Null while what is typed is nobody's name. */
  onChoose: (userId: number | null) => void;
}) {
  const { translate } = useTexts();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [isLeft, setLeft] = useState(false);
  const found = usePeople(typed, true);
  const people = found.people.filter((person) => !without.includes(person.user_id));
  const match = people.find((person) => getName(person) === typed.trim())?.user_id ?? null;
  useEffect(() => onChoose(match), [match, onChoose]);
  const isUnknown = isLeft && found.isSettled && typed !== "" && match === null;
  return (
    <FormField
      label={translate("work.person")}
      hint={hint}
      error={isUnknown ? translate("logs.personUnknown") : error}
      className="max-w-md"
    >
      {(aria) => (
        <>
          <TextField
            {...aria}
            required
            list={listId}
            value={typed}
            maxLength={300}
            placeholder={translate("work.choosePerson")}
            autoComplete="off"
            onChange={({ target }) => {
              setTyped(target.value);
              setLeft(false);
            }}
            onBlur={() => setLeft(true)}
            className="max-sm:text-lg"
          />
          <PersonOptions id={listId} people={people} />
        </>
      )}
    </FormField>
  );
}
