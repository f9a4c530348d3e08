"use client";

import { useEffect, useId, useRef, useState } from "react";
import { useTexts } from "@/components/layout/text-provider";
import { TextField } from "@/components/ui/select";
import { useSearchKey } from "@/components/ui/use-search-key";
import { PersonOptions } from "./person-options";
import { nameOf, usePeople, usePerson } from "./use-people";

/** Names to choose from come when the field is first used, and follow what is typed. */
export function PersonField({
  id,
  userId,
  onChoose,
}: {
  id: string;
  userId: number | null;
  onChoose: (userId: number | null) => void;
}) {
  const { translate } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  useSearchKey(field);
  const listId = useId();
  const problemId = useId();
  const [isUsed, setUsed] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [isLeft, setLeft] = useState(false);
  const chosen = usePerson(userId);
  const fallback = userId === null ? "" : translate("logs.personId", { id: userId });
  const shown = typed ?? (chosen === null ? fallback : nameOf(chosen));
  const { people, isSettled } = usePeople(typed ?? "", isUsed);

  const match = people.find((person) => nameOf(person) === typed)?.user_id ?? null;
  const isUnknown = isLeft && isSettled && match === null && typed !== null && typed !== "";
  const settled = useRef(userId);
  // Also when the names come after what was typed.
  useEffect(() => {
    if (match !== null && match !== settled.current) {
      settled.current = match;
      onChoose(match);
    }
  }, [match, onChoose]);

  return (
    <>
      <TextField
        ref={field}
        id={id}
        aria-keyshortcuts="/"
        list={listId}
        value={shown}
        placeholder={translate("logs.personAny")}
        autoComplete="off"
        maxLength={300}
        aria-invalid={isUnknown}
        aria-describedby={isUnknown ? problemId : undefined}
        onFocus={() => setUsed(true)}
        onChange={({ target }) => {
          setTyped(target.value);
          setLeft(false);
          if (target.value === "" && userId !== null) {
            onChoose(null);
          }
        }}
        onBlur={() => setLeft(true)}
      />
      <PersonOptions id={listId} people={people} />
      {isUnknown ? (
        <p id={problemId} role="alert" className="mt-1 text-negative text-xs">
          {translate("logs.personUnknown")}
        </p>
      ) : null}
    </>
  );
}
