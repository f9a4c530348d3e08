"use client";

import { useCombobox } from "downshift";
import { type ComponentType, type RefObject, useEffect, useState } from "react";
import { useTexts } from "@/components/shared/text-provider";
import { TextField } from "@/components/ui/forms/controls";
import type { FieldProps } from "@/components/ui/forms/form-field";
import { useDraft } from "@/components/ui/forms/use-draft";
import { matchPerson } from "./match-person";
import { PersonList } from "./person-list";
import { getName, type NamedPerson, usePeople, usePerson } from "./use-people";

/** Longer than a name with its username. */
const maxTextLength = 300;

type PersonComboboxProps = Pick<FieldProps, "label" | "hint" | "error" | "className"> & {
  /** The frame of the field: `FormField` or `FilterField`. */
  readonly Field: ComponentType<FieldProps>;
  readonly userId: number | null;
  /** The chosen member, where a response on the page has the name. */
  readonly person?: NamedPerson | null;
  /** Members who cannot be chosen. */
  readonly without?: readonly (number | null)[];
  /** Is called with the choice, which must be in `userId` at the next render. */
  readonly onChoose: (userId: number | null) => void;
  readonly placeholder: string;
  /** The error for a text that does not match one member. */
  readonly unknown: string;
  readonly isRequired?: boolean;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
  readonly keyShortcuts?: string;
};

/**
 * Chooses a member by any part of a name, username or e-mail address. A text that only one member matches chooses this
 * member; the full name replaces it when the list is closed. Any other text chooses no member.
 */
export function PersonCombobox({
  Field,
  label,
  hint,
  error = null,
  className,
  placeholder,
  unknown,
  isRequired,
  inputRef,
  keyShortcuts,
  ...choice
}: PersonComboboxProps) {
  const { found, isOpen, isUnknown, keepText, combobox } = usePersonCombobox(choice);
  return (
    <Field label={label} hint={hint} error={isUnknown ? unknown : error} className={className}>
      {(aria) => (
        <div className="relative">
          <TextField
            {...combobox.getInputProps({
              ref: inputRef ?? null,
              onChange: ({ currentTarget }) => keepText(currentTarget.value),
            })}
            {...aria}
            aria-labelledby={undefined}
            aria-keyshortcuts={keyShortcuts}
            required={isRequired}
            placeholder={placeholder}
            maxLength={maxTextLength}
            className="max-sm:text-lg"
          />
          <PersonList isOpen={isOpen} found={found} combobox={combobox} />
        </div>
      )}
    </Field>
  );
}

function usePersonCombobox({
  userId,
  person = null,
  without = [],
  onChoose,
}: Pick<PersonComboboxProps, "userId" | "person" | "without" | "onChoose">) {
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState<NamedPerson | null>(null);
  const [text, keepText] = useDraft<string, number | null>(userId);
  const found = usePeople({ text: text ?? "", without, isWanted: isOpen || text !== null });
  const match = text === null ? null : matchPerson(text, found);
  const name = useName(userId, [person, chosen]);
  const isDecided = text !== null && (match !== null || text === "" || !isOpen);

  const choose = (next: NamedPerson | null, shownText: string | null) => {
    const nextId = next?.user_id ?? null;
    setChosen(next);
    keepText(shownText, nextId);
    if (nextId !== userId) {
      onChoose(nextId);
    }
  };
  const isComplete = match !== null && !isOpen;
  // A response can decide the choice, not only an event.
  useEffect(() => {
    if (isDecided && (isComplete || (match?.user_id ?? null) !== userId)) {
      choose(match, isComplete ? null : text);
    }
  });

  const shown = isComplete ? getName(match) : (text ?? name);
  const combobox = useCombobox<NamedPerson>({
    items: [...found.people],
    itemToString: (item) => (item === null ? "" : getName(item)),
    itemToKey: (item) => item?.user_id,
    isOpen,
    inputValue: shown,
    // A click into the text moves the caret: it does not close the list.
    stateReducer: (_, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputClick ? { ...changes, isOpen: true } : changes,
    // Each choice is an event: the chosen member is in `userId`.
    selectedItem: null,
    onIsOpenChange: (change) => setIsOpen(change.isOpen),
    onSelectedItemChange: (change) => choose(change.selectedItem, null),
    onInputValueChange: (change) => {
      if (change.type === useCombobox.stateChangeTypes.InputKeyDownEscape) {
        choose(null, null);
      }
    },
  });
  const isUnknown = isDecided && match === null && found.isSettled && text.trim() !== "";
  return { combobox, isOpen, found, isUnknown, keepText };
}

function useName(userId: number | null, known: readonly (NamedPerson | null)[]): string {
  const { translate } = useTexts();
  const person = known.find((candidate) => candidate?.user_id === userId) ?? null;
  const loaded = usePerson(person === null ? userId : null);
  if (userId === null) {
    return "";
  }
  const named = person ?? loaded;
  return named === null ? translate("logs.personId", { id: userId }) : getName(named);
}
