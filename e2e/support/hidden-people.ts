import type { MemberList, MemberResponse } from "@/lib/performance/members/schemas";
import { getDemoAccount } from "./fixtures";
import type { Role } from "./pages";
import { requestAs } from "./sign-in-as";

type HiddenNames = {
  /** No page may contain them for this role. */
  readonly everywhere: readonly string[];
  /** A page that is forbidden for this role may not contain them either: all other members. */
  readonly whereForbidden: readonly string[];
};

/** Names, usernames and e-mail addresses that this role may not see, from the administrator's list. */
export async function listHiddenNames(role: Role): Promise<HiddenNames> {
  const { members } = await requestAs<MemberList>(getDemoAccount("admin"), "/members?limit=1000");
  const self = members.find(({ username }) => username === getDemoAccount(role).username);
  const others = members.filter((member) => member !== self);
  const isVisible = ({ team }: MemberResponse) =>
    role === "manager" || role === "admin" || (role === "team_lead" && team === self?.team);
  // A lead's name may be shown to members whose figures they viewed or whose contest they decided.
  const hiddenMembers = others.filter((member) => !isVisible(member) && member.role === "employee");
  return {
    everywhere: [
      ...hiddenMembers.flatMap(listNames),
      ...(role === "admin" ? [] : others.flatMap(({ email }) => email ?? [])),
    ],
    whereForbidden: others.flatMap(listNames),
  };
}

const listNames = ({ display_name: name, username, email }: MemberResponse) => [
  name,
  username,
  ...(email === null ? [] : [email]),
];
