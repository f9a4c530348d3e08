"use client";

import { useEffect, useId, useRef, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { FilterField } from "@/components/ui/forms/filter-field";
import { TextField } from "@/components/ui/forms/select";
import { useSearchKey } from "@/components/ui/forms/use-search-key";
import { PersonOptions } from "./person-options";
import { getName, type NamedPerson, usePeople, usePerson } from "./use-people";

/** Names to choose from come when the field is first used, and follow what is typed. */
export function PersonField({
  userId,
  person,
  className,
  onChoose,
}: {
  userId: number | null;
  /** Whoever that is, where it is known without asking. */
  person: NamedPerson | null;
  className?: string;
  onChoose: (userId: number | null) => void;
}) {
  const { translate } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  useSearchKey(field);
  const listId = useId();
  const [isUsed, setUsed] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [isLeft, setLeft] = useState(false);
  const [seenId, setSeenId] = useState(userId);
  const [chosenId, setChosenId] = useState(userId);
  if (seenId !== userId) {
    setSeenId(userId);
    // Chosen elsewhere, or by the way back; what was chosen here comes round a moment later.
    if (userId !== chosenId) {
      setChosenId(userId);
      setTyped(null);
      setLeft(false);
    }
  }
  const asked = usePerson(person === null ? userId : null);
  const chosen = person ?? asked;
  const fallback = userId === null ? "" : translate("logs.personId", { id: userId });
  const shown = typed ?? (chosen === null ? fallback : getName(chosen));
  const { people, isSettled } = usePeople(typed ?? "", isUsed);

  const match = people.find((candidate) => getName(candidate) === typed)?.user_id ?? null;
  const isUnknown = isLeft && isSettled && match === null && typed !== null && typed !== "";
  const wantedId = isUnknown || typed === "" ? null : (match ?? chosenId);
  // Also when the names come after what was typed.
  useEffect(() => {
    if (wantedId !== chosenId) {
      setChosenId(wantedId);
      onChoose(wantedId);
    }
  }, [wantedId, chosenId, onChoose]);

  return (
    <FilterField
      label={translate("logs.person")}
      error={isUnknown ? translate("logs.personNobody") : null}
      className={className}
    >
      {(aria) => (
        <>
          <TextField
            {...aria}
            ref={field}
            aria-keyshortcuts="/"
            list={listId}
            value={shown}
            placeholder={translate("logs.personAny")}
            autoComplete="off"
            maxLength={300}
            onFocus={() => setUsed(true)}
            onChange={({ target }) => {
              setTyped(target.value);
              setLeft(false);
            }}
            onBlur={() => setLeft(true)}
          />
          <PersonOptions id={listId} people={people} />
        </>
      )}
    </FilterField>
  );
}
