"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { useTexts } from "@/components/layout/text-provider";
import { TextField } from "@/components/ui/select";
import { useSearchKey } from "@/components/ui/use-search-key";
import { leaderboardOptions } from "@/lib/performance/query-options";
import type { LeaderboardEntry } from "@/lib/performance/schemas/team";

/** Names to choose from come when the field is first used, or when a chosen person has to be named. */
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
  const [isUsed, setUsed] = useState(userId !== null);
  const [typed, setTyped] = useState<string | null>(null);
  const [isUnknown, setUnknown] = useState(false);
  const people = usePeople(isUsed);
  const chosen = people.find((person) => person.user_id === userId);
  const fallback = userId === null ? "" : translate("logs.personId", { id: userId });
  const shown = typed ?? (chosen === undefined ? fallback : nameOf(chosen));

  const match = people.find((person) => nameOf(person) === typed)?.user_id ?? null;
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
        aria-invalid={isUnknown}
        aria-describedby={isUnknown ? problemId : undefined}
        onFocus={() => setUsed(true)}
        onChange={({ target }) => {
          setTyped(target.value);
          setUnknown(false);
          if (target.value === "" && userId !== null) {
            onChoose(null);
          }
        }}
        onBlur={() => setUnknown(typed !== null && typed !== "" && match === null)}
      />
      <datalist id={listId}>
        {people.map((person) => (
          <option key={person.user_id} value={nameOf(person)} />
        ))}
      </datalist>
      {isUnknown ? (
        <p id={problemId} role="alert" className="mt-1 text-negative text-xs">
          {translate("logs.personUnknown")}
        </p>
      ) : null}
    </>
  );
}

export function nameOf({ display_name: displayName, username }: LeaderboardEntry): string {
  return displayName === username ? username : `${displayName} (${username})`;
}

/** All active members, page by page until there are no more. */
export function usePeople(isWanted: boolean): readonly LeaderboardEntry[] {
  const people = useInfiniteQuery({ ...leaderboardOptions(null, null), enabled: isWanted });
  const { hasNextPage, isFetching, isError, fetchNextPage } = people;
  const mayFetch = isWanted && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (mayFetch) {
      void fetchNextPage();
    }
  }, [mayFetch, fetchNextPage]);
  return people.data?.pages.flatMap((page) => page.entries) ?? [];
}
