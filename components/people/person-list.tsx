"use client";

import type { UseComboboxReturnValue } from "downshift";
import { useTexts } from "@/components/shared/text-provider";
import { type FoundPeople, getName, type NamedPerson } from "./use-people";

/** The members to choose from, above what follows the field. */
export function PersonList({
  isOpen,
  found: { people, hasMore, isSettled },
  combobox,
}: {
  isOpen: boolean;
  found: FoundPeople;
  combobox: UseComboboxReturnValue<NamedPerson>;
}) {
  const { translate } = useTexts();
  const count = translate("people.found", { count: people.length });
  const note = hasMore ? translate("people.more", { count: people.length }) : count;
  return (
    <>
      <div
        hidden={!isOpen || !(isSettled || people.length > 0)}
        className="absolute inset-x-0 top-full z-20 mt-1 rounded-md border border-line bg-surface shadow-menu"
      >
        <ul
          {...combobox.getMenuProps({ "aria-label": translate("people.list") })}
          className="max-h-60 overflow-y-auto overscroll-contain p-1 empty:hidden"
        >
          {isOpen
            ? people.map((person, index) => (
                <li
                  key={person.user_id}
                  {...combobox.getItemProps({ item: person, index })}
                  className="flex min-h-8 cursor-pointer items-center rounded-sm px-2 py-1 text-sm aria-selected:bg-sunken"
                >
                  {getName(person)}
                </li>
              ))
            : null}
        </ul>
        <p
          aria-hidden="true"
          hidden={people.length > 0 && !hasMore}
          className="border-line border-t px-3 py-2 text-muted text-xs"
        >
          {note}
        </p>
      </div>
      <p role="status" className="sr-only">
        {isOpen && isSettled ? note : null}
      </p>
    </>
  );
}
