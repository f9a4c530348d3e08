import type { ReadParameter } from "@/components/shared/team-view";
import { parseSorting, sortingText } from "@/components/ui/sorting";

export const compareByName = { sort: "name", isDescending: false } as const;

/** What the address of the list of members asks for. */
export function parseMembersView(read: ReadParameter) {
  const sorting = parseSorting(read("sort"), ["name", "role", "team"], compareByName);
  const search = (read("search") ?? "").trim().slice(0, 200);
  return { search, sorting, sort: sortingText(sorting) };
}
