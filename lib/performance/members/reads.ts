import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type {
  MemberList,
  MemberQuery,
  MemberResponse,
  OrganizationResponse,
  SkillList,
  TeamList,
} from "@/lib/performance/members/schemas";

/** Members of one page of the list. */
export const membersPageLength = 50;

/** Teams and skills are shown at once; as many as one answer has. */
export const namesPageLength = 1000;

const firstCursor: string | null = null;

export function organizationOptions() {
  return queryOptions({
    queryKey: ["organization", "settings"],
    queryFn: ({ signal }) =>
      fetchJson<OrganizationResponse>("/api/performance/organization", { signal }),
  });
}

/** Every list of members, whatever was searched for. */
export const membersKey = ["organization", "members"] as const;

export function membersOptions({ search, sort }: { search: string; sort: MemberQuery["sort"] }) {
  return infiniteQueryOptions({
    queryKey: [...membersKey, search, sort],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(membersPageLength), sort });
      if (search !== "") {
        query.set("search", search);
      }
      if (pageParam !== null) {
        query.set("cursor", pageParam);
      }
      return fetchJson<MemberList>(`/api/performance/members?${query}`, { signal });
    },
    initialPageParam: firstCursor,
    getNextPageParam: (lastPage) => lastPage.next_cursor,
  });
}

export function memberOptions(id: number) {
  return queryOptions({
    queryKey: ["organization", "member", id],
    queryFn: ({ signal }) =>
      fetchJson<MemberResponse>(`/api/performance/members/${id}`, { signal }),
  });
}

export function teamsOptions() {
  return queryOptions({
    queryKey: ["organization", "teams"],
    queryFn: ({ signal }) =>
      fetchJson<TeamList>(`/api/performance/teams?limit=${namesPageLength}`, { signal }),
  });
}

export function skillsOptions() {
  return queryOptions({
    queryKey: ["organization", "skills"],
    queryFn: ({ signal }) =>
      fetchJson<SkillList>(`/api/performance/skills?limit=${namesPageLength}`, { signal }),
  });
}
