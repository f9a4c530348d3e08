"use client";

import { useRef } from "react";
import { PersonCombobox } from "@/components/people/person-combobox";
import type { NamedPerson } from "@/components/people/use-people";
import { useTexts } from "@/components/shared/text-provider";
import { FilterField } from "@/components/ui/forms/filter-field";
import { useSearchKey } from "@/components/ui/forms/use-search-key";
import { pushSearchParams, useOptimisticParam } from "@/components/ui/search-params-link";

/** Filters the logs by a member; the key `/` moves the focus to it. */
export function PersonFilter({
  userId,
  person,
  className,
}: {
  userId: number | null;
  /** The member, where the entries have the name. */
  person: NamedPerson | null;
  className?: string;
}) {
  const { translate } = useTexts();
  const field = useRef<HTMLInputElement>(null);
  useSearchKey(field);
  const [current, choose] = useOptimisticParam(userId);
  return (
    <PersonCombobox
      Field={FilterField}
      label={translate("logs.person")}
      className={className}
      userId={current}
      person={person}
      onChoose={(id) =>
        choose(id, () => pushSearchParams({ person: id === null ? null : String(id), page: null }))
      }
      placeholder={translate("logs.personAny")}
      unknown={translate("logs.personNone")}
      inputRef={field}
      keyShortcuts="/"
    />
  );
}
