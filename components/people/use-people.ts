"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { peopleOptions, personOptions } from "@/lib/performance/rankings/reads";
import type { LeaderboardEntry } from "@/lib/performance/rankings/schemas";

const pauseMilliseconds = 200;

export type NamedPerson = Pick<LeaderboardEntry, "display_name" | "username">;

/** As it stands in a list to choose from: no two people of an organization are written the same. */
export function getName({ display_name: displayName, username }: NamedPerson): string {
  return displayName === username ? username : `${displayName} (${username})`;
}

export type FoundPeople = {
  readonly people: readonly LeaderboardEntry[];
  /** Whether the list is that of the text, or of one before it. */
  readonly isSettled: boolean;
};

/** Those whose name has the text in it, asked for once whoever types pauses; the last ones stay until others are there. */
export function usePeople(text: string, isWanted: boolean): FoundPeople {
  const search = usePaused(text.trim().slice(0, 200));
  const found = useQuery({
    ...peopleOptions(search),
    enabled: isWanted,
    placeholderData: keepPreviousData,
  });
  return {
    people: found.data?.entries ?? [],
    isSettled: search === text.trim().slice(0, 200) && found.isSuccess && !found.isPlaceholderData,
  };
}

/** Null while nobody knows who that is, and where it is nobody whom the reader sees. */
export function usePerson(userId: number | null): LeaderboardEntry | null {
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
