"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { peopleOptions, personOptions } from "@/lib/performance/rankings/reads";
import type { LeaderboardEntry } from "@/lib/performance/rankings/schemas";
import { MAX_SEARCH_LENGTH } from "@/lib/performance/shared/search-limit";

const pauseMilliseconds = 200;

export type NamedPerson = Pick<LeaderboardEntry, "user_id" | "display_name" | "username">;

/** A name that no other member of the organization has. */
export function getName({ display_name: displayName, username }: Omit<NamedPerson, "user_id">) {
  return displayName === username ? username : `${displayName} (${username})`;
}

export type FoundPeople = {
  readonly people: readonly NamedPerson[];
  /** Whether more members match than are listed. */
  readonly hasMore: boolean;
  /** Whether the list belongs to the text, not to an earlier one. */
  readonly isSettled: boolean;
};

/** Members who match a text, requested when the typing pauses; the last list stays until the next one arrives. */
export function usePeople({
  text,
  without,
  isWanted,
}: {
  text: string;
  without: readonly (number | null)[];
  isWanted: boolean;
}): FoundPeople {
  const search = text.trim().slice(0, MAX_SEARCH_LENGTH);
  const paused = usePaused(search);
  const found = useQuery({
    ...peopleOptions(paused),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  return {
    people: (found.data?.entries ?? []).filter(({ user_id: id }) => !without.includes(id)),
    hasMore: (found.data?.next_cursor ?? null) !== null,
    isSettled: search === paused && found.isSuccess && !found.isPlaceholderData,
  };
}

/** Null while the name is not known, and for a member out of the reader's sight. */
export function usePerson(userId: number | null): NamedPerson | null {
  const found = useQuery({ ...personOptions(userId ?? 0), enabled: userId !== null });
  return found.data?.entries.find((person) => person.user_id === userId) ?? null;
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
