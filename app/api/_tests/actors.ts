import type { LeadScope, Role, TokenScope } from "@/lib/context";
import {
  type MemberKey,
  makeSession,
  makeToken,
  type World,
} from "@/lib/performance/testing/make-api-world";

/** Somebody who calls, as far as the table of who may needs to know them. */
export type Actor = {
  readonly name: string;
  /** Null: nobody known. */
  readonly key: MemberKey | null;
  readonly role: Role;
  readonly place: "first" | "second" | null;
  readonly leadScope: LeadScope;
  /** Null: a browser, which all is open to that its owner may. */
  readonly scopes: readonly TokenScope[] | null;
  readonly isValid: boolean;
  readonly headers: Readonly<Record<string, string>>;
};

const all: readonly TokenScope[] = [
  "self:read",
  "team:read",
  "analytics:read",
  "logs:read",
  "assignments:write",
  "organization:write",
];

const people: readonly MemberKey[] = [
  "employee",
  "leadOfTeam",
  "leadOfAll",
  "leadWithout",
  "manager",
  "admin",
];

export const sessionHeaders = (secret: string) => ({
  cookie: `pts-session=${secret}`,
  origin: "http://localhost:3000",
  host: "localhost:3000",
});

export const tokenHeaders = (token: string) => ({ authorization: `Bearer ${token}` });

/** Each role by session, by a token of all scopes and by one of `self:read`; and whoever is nobody. */
export async function makeActors(world: World): Promise<readonly Actor[]> {
  const actors: Actor[] = [];
  for (const key of people) {
    const { userId, role, place } = world.members[key];
    const leadScope = key === "leadOfAll" ? ("organization" as const) : ("team" as const);
    const person = { key, role, place, leadScope, isValid: true };
    const scopeless = await makeToken(world, userId);
    const selfOnly = await makeToken(world, userId, { scopes: ["self:read"] });
    const session = await makeSession(world, userId);
    actors.push(
      { ...person, name: `${key} by session`, scopes: null, headers: sessionHeaders(session) },
      { ...person, name: `${key} by token`, scopes: all, headers: tokenHeaders(scopeless) },
      {
        ...person,
        name: `${key} by token for themself`,
        scopes: ["self:read"],
        headers: tokenHeaders(selfOnly),
      },
    );
  }
  return [...actors, ...(await makeNobodies(world))];
}

async function makeNobodies(world: World): Promise<readonly Actor[]> {
  const { admin, deactivated } = world.members;
  const nobody = {
    key: null,
    role: "admin",
    place: null,
    leadScope: "team",
    scopes: null,
    isValid: false,
  } as const;
  const revoked = await makeToken(world, admin.userId, { state: "revoked" });
  const expired = await makeToken(world, admin.userId, { state: "expired" });
  const left = await makeSession(world, deactivated.userId);
  return [
    { ...nobody, name: "nobody", headers: {} },
    { ...nobody, name: "a revoked token", headers: tokenHeaders(revoked) },
    { ...nobody, name: "an expired token", headers: tokenHeaders(expired) },
    { ...nobody, name: "somebody deactivated", headers: sessionHeaders(left) },
  ];
}
