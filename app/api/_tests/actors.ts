import type { LeadScope, Role, TokenScope } from "@/lib/context";
import {
  type MemberKey,
  makeServiceAccount,
  makeSession,
  makeToken,
  type World,
} from "@/lib/performance/testing/make-api-world";

/** A caller of the access matrix. */
export type Actor = {
  readonly name: string;
  /** Null without a valid credential. */
  readonly key: MemberKey | null;
  readonly role: Role | "service";
  readonly team: "first" | "second" | null;
  readonly leadScope: LeadScope;
  /** Null for a browser, which has no scopes. */
  readonly scopes: readonly TokenScope[] | null;
  readonly isValid: boolean;
  readonly headers: Readonly<Record<string, string>>;
};

const allScopes: readonly TokenScope[] = [
  "self:read",
  "team:read",
  "analytics:read",
  "logs:read",
  "assignments:write",
  "organization:read",
  "members:write",
  "tokens:write",
  "organization:write",
];

const actorKeys: readonly MemberKey[] = [
  "employee",
  "leadOfTeam",
  "leadOfAll",
  "leadWithout",
  "manager",
  "auditor",
  "admin",
];

export const createSessionHeaders = (secret: string) => ({
  cookie: `pts-session=${secret}`,
  origin: "http://localhost:3000",
  host: "localhost:3000",
});

export const createTokenHeaders = (token: string) => ({ authorization: `Bearer ${token}` });

/**
 * Each role by session, by a token with all scopes and by a token with `self:read`, and actors without a valid
 * credential.
 */
export async function makeActors(world: World): Promise<readonly Actor[]> {
  const actors: Actor[] = [];
  for (const key of actorKeys) {
    const { userId, role, place: team } = world.members[key];
    const leadScope = key === "leadOfAll" ? ("organization" as const) : ("team" as const);
    const person = { key, role, team, leadScope, isValid: true };
    const allToken = await makeToken(world, userId);
    const selfOnly = await makeToken(world, userId, { scopes: ["self:read"] });
    const session = await makeSession(world, userId);
    actors.push(
      {
        ...person,
        name: `${key} by session`,
        scopes: null,
        headers: createSessionHeaders(session),
      },
      {
        ...person,
        name: `${key} by token`,
        scopes: allScopes,
        headers: createTokenHeaders(allToken),
      },
      {
        ...person,
        name: `${key} by token with self:read`,
        scopes: ["self:read"],
        headers: createTokenHeaders(selfOnly),
      },
    );
  }
  return [...actors, ...(await makeScopedActors(world)), ...(await makeInvalidActors(world))];
}

/** A service account with every scope that one can have. */
export async function makeServiceActor(world: World): Promise<Actor> {
  const scopes = allScopes.filter((one) => one !== "self:read" && one !== "organization:write");
  const { token } = await makeServiceAccount(world, "matrix service", scopes);
  return {
    ...({ name: "service account", key: "teamless", role: "service", team: null } as const),
    ...({ leadScope: "organization", scopes, isValid: true } as const),
    headers: createTokenHeaders(token),
  };
}

/** An administrator's tokens for one part of the administration each. */
function makeScopedActors(world: World): Promise<readonly Actor[]> {
  const { userId } = world.members.admin;
  const scopes = ["organization:read", "members:write", "tokens:write"] as const;
  return Promise.all(
    scopes.map(async (scope) => ({
      ...({ key: "admin", role: "admin", team: null, leadScope: "team", isValid: true } as const),
      name: `admin by token with ${scope}`,
      scopes: [scope],
      headers: createTokenHeaders(await makeToken(world, userId, { scopes: [scope] })),
    })),
  );
}

async function makeInvalidActors(world: World): Promise<readonly Actor[]> {
  const { admin, deactivated } = world.members;
  const invalid = {
    key: null,
    role: "admin",
    team: null,
    leadScope: "team",
    scopes: null,
    isValid: false,
  } as const;
  const revoked = await makeToken(world, admin.userId, { state: "revoked" });
  const expired = await makeToken(world, admin.userId, { state: "expired" });
  const ended = await makeSession(world, deactivated.userId);
  return [
    { ...invalid, name: "no credential", headers: {} },
    { ...invalid, name: "a revoked token", headers: createTokenHeaders(revoked) },
    { ...invalid, name: "an expired token", headers: createTokenHeaders(expired) },
    { ...invalid, name: "a deactivated member", headers: createSessionHeaders(ended) },
  ];
}
