import type { MemberList, MemberResponse } from "@/lib/performance/members/schemas";
import { demoAccount } from "./fixtures";
import type { Role } from "./pages";
import { askAs } from "./sign-in-as";

type Hidden = {
  /** What no page may be sent with for this role. */
  readonly everywhere: readonly string[];
  /** What a page that is not theirs may not be sent with either: everybody else. */
  readonly whereRefused: readonly string[];
};

/** Names, usernames and addresses that somebody of this role may not come to see, as the administrator knows them. */
export async function listHidden(role: Role): Promise<Hidden> {
  const { members } = await askAs<MemberList>(demoAccount("admin"), "/members?limit=1000");
  const self = members.find(({ username }) => username === demoAccount(role).username);
  const others = members.filter((member) => member !== self);
  const isInSight = ({ team }: MemberResponse) =>
    role === "manager" || role === "admin" || (role === "team_lead" && team === self?.team);
  // Whoever leads may be named to those they looked at, or whose contest they decided.
  const outOfSight = others.filter((member) => !isInSight(member) && member.role === "employee");
  return {
    everywhere: [
      ...outOfSight.flatMap(namesOf),
      ...(role === "admin" ? [] : others.flatMap(({ email }) => email ?? [])),
    ],
    whereRefused: others.flatMap(namesOf),
  };
}

const namesOf = ({ display_name: name, username, email }: MemberResponse) => [
  name,
  username,
  ...(email === null ? [] : [email]),
];
