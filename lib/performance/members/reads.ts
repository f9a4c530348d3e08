import { definePagedRead, defineRead } from "@/lib/http/define-read";
import type { organization } from "@/lib/performance/members/organization-schemas";
import type {
  MemberQuery,
  member,
  memberList,
  memberParams,
  memberQuery,
  pageQuery,
  skillList,
  teamList,
} from "./schemas";

export const organizationRead = defineRead<{ response: typeof organization }>(
  "/api/performance/organization",
);

export const membersRead = definePagedRead<{
  query: typeof memberQuery;
  response: typeof memberList;
}>("/api/performance/members");

export const memberRead = defineRead<{ params: typeof memberParams; response: typeof member }>(
  "/api/performance/members/{id}",
);

export const teamsRead = definePagedRead<{ query: typeof pageQuery; response: typeof teamList }>(
  "/api/performance/teams",
);

export const skillsRead = definePagedRead<{ query: typeof pageQuery; response: typeof skillList }>(
  "/api/performance/skills",
);

/** Every list of members, whatever its search and order. */
export const membersKey = membersRead.options().queryKey;

/** What no name contains, and the endpoint rejects: control characters, and halves of a character. */
const unprintable = /[\p{Cc}\p{Surrogate}]/gu;

export function membersOptions({ search, sort }: { search: string; sort: MemberQuery["sort"] }) {
  const text = search.replace(unprintable, "").trim();
  return membersRead.pages({ limit: 50, sort, search: text === "" ? null : text });
}

/** Teams and skills are shown without pages: as many as one response holds. */
const namesLength = 1000;

export function teamsOptions() {
  return teamsRead.options({ limit: namesLength });
}

export function skillsOptions() {
  return skillsRead.options({ limit: namesLength });
}
