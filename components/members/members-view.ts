import type { ReadParameter } from "@/components/shared/search-parameters";
import { formatSorting, parseSorting } from "@/components/ui/sorting";

export const membersByName = { sort: "name", isDescending: false } as const;

/** The view of the members that the URL describes. */
export function parseMembersView(read: ReadParameter) {
  const sorting = parseSorting(read("sort"), ["name", "role", "team"], membersByName);
  const search = (read("search") ?? "").trim().slice(0, 200);
  return { search, sorting, sort: formatSorting(sorting) };
}
