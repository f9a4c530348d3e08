import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { hashSecret } from "@/lib/auth/secret-hash";
import { getNameAttemptKey } from "@/lib/auth/sign-in/sign-in-limit";
import { getLogger } from "@/lib/log";
import { listLocations } from "@/lib/performance/testing/find-word";
import { makeSession, type World } from "@/lib/performance/testing/make-api-world";
import { type KnownPerson, makeKnownPerson } from "@/lib/performance/testing/make-known-person";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { getAccessRow } from "./access-cases";
import { createSessionHeaders } from "./actors";
import { callRoute } from "./call-route";
import { type FoundRoute, findRoutes } from "./route-tree";

/** Every text of the erased person contains it. */
const WORD = "zuxcanary";

/** The columns with a person's texts. The search must find them before the erasure. */
const texts = [
  ...["api_tokens.name", "assignments.external_id", "assignments.project", "assignments.title"],
  ...["connection_people.name", "connection_people.shown", "webhook_deliveries.body"],
  ...["webhook_deliveries.rejections", "contests.decision_reason", "contests.reason"],
  ...["import_rows.content", "import_rows.reason"],
  ...["sessions.user_agent", "share_links.name", "users.alias", "users.display_name"],
  ...["users.email", "users.password_hash", "users.username"],
].map((column) => `public.${column}`);

/** The routes with figures of the whole organization. */
const figures = [
  "GET /api/performance/team",
  "GET /api/performance/team/top-performers",
  "GET /api/performance/team/leaderboard",
  "GET /api/performance/team/trends",
  "GET /api/performance/analytics/distribution",
  "GET /api/performance/analytics/trends",
  "GET /api/performance/analytics/teams",
  "GET /api/performance/analytics/heatmap",
  "GET /api/performance/statistics",
];

const routes = await findRoutes();
let world: World;
let person: KnownPerson;
let headers: Record<string, string>;
let logged: string[];
let before: unknown;
let erasure: Response;

beforeAll(async () => {
  world = await openWorld("home");
  person = await makeKnownPerson(world, WORD);
  const secret = await makeSession(world, world.members.admin.userId);
  headers = createSessionHeaders(secret);
  expect(await listLocationsOfWord()).toEqual(expect.arrayContaining(texts));
  expect((await deleteMember()).status).toBe(200);
  before = await readFigures();
  logged = [];
  const logger = getLogger();
  for (const level of ["debug", "info", "warn", "error"] as const) {
    vi.spyOn(logger, level).mockImplementation((...values: unknown[]) => {
      logged.push(JSON.stringify(values));
    });
  }
  erasure = await deleteMember({ erase: "true" });
}, 300_000);

afterAll(closeWorlds);

function findRoute(name: string): FoundRoute {
  const route = routes.find((found) => found.name === name);
  if (route === undefined) throw new Error(`There is no route ${name}.`);
  return route;
}

function listLocationsOfWord() {
  return listLocations(world.context.database, WORD);
}

function deleteMember(query: Record<string, string> = {}, id = person.userId) {
  const parameters = { id, ...query };
  return callRoute(findRoute("DELETE /api/performance/members/{id}"), { headers, parameters });
}

async function readFigures() {
  const bodies: unknown[] = [];
  for (const name of figures) {
    const response = await callRoute(findRoute(name), { headers });
    expect(response.status).toBe(200);
    bodies.push(await response.json());
  }
  // The audit entry of the erasure is a row that no seal holds yet.
  const { unsealed: _, ...verification } = await verifyOrganization(world.context);
  return [bodies, verification];
}

describe("erasing a person", () => {
  it("removes the person from every column, from the planner's statistics and from the log", async () => {
    expect(erasure.status).toBe(200);
    expect(await listLocationsOfWord()).toEqual([]);
    const { database } = world.context;
    const keys = person.signInNames.map((name) => hashSecret(getNameAttemptKey(name)));
    expect(await database.signInAttempt.count({ where: { nameHash: { in: keys } } })).toBe(0);
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join("\n").toLowerCase()).not.toContain(WORD);
  });

  it("removes the person from every response and export", async () => {
    const leaks: string[] = [];
    let successes = 0;
    for (const route of routes.filter(({ method }) => method === "GET")) {
      const ids = Object.entries(getAccessRow(route).ids ?? {});
      const parameters = Object.fromEntries(
        ids.map(([name, { kind }]) => [
          name,
          kind === "assignment" ? person.assignmentId : person.userId,
        ]),
      );
      const response = await callRoute(route, { headers, parameters });
      if (response.ok) successes += 1;
      if ((await response.text()).toLowerCase().includes(WORD)) leaks.push(route.name);
    }
    expect(leaks).toEqual([]);
    expect(successes).toBeGreaterThan(25);
  });

  it("keeps every figure of the organization, and the verification finds no difference", async () => {
    const [, verification] = await readFigures();
    expect(verification).toMatchObject({ differences: [] });
    expect(await readFigures()).toEqual(before);
  });

  it("rejects reactivation, invitation, changes and assignments of an erased person", async () => {
    const parameters = { id: person.userId };
    for (const [name, body] of [
      ["PATCH /api/performance/members/{id}", { is_active: true }],
      ["PATCH /api/performance/members/{id}", { display_name: "New name" }],
      ["POST /api/performance/members/{id}/invitation", {}],
    ] as const) {
      const response = await callRoute(findRoute(name), { headers, parameters, body });
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ detail: expect.stringContaining("erased") });
    }
    const amended = await callRoute(findRoute("PATCH /api/performance/assignments/{id}"), {
      headers,
      parameters: { id: person.assignmentId },
      body: { title: "Back again" },
    });
    expect(amended.status).toBe(400);
  });

  it("writes one audit entry without a name, also after a second request", async () => {
    expect((await deleteMember({ erase: "true" })).status).toBe(200);
    const { database } = world.context;
    const entries = await database.auditLog.findMany({
      where: { organizationId: world.organizationId, action: "member.erase" },
    });
    expect(entries).toMatchObject([
      { actorId: world.members.admin.userId, subjectId: String(person.userId), detail: {} },
    ]);
  });

  it("rejects the erasure of an active member", async () => {
    const { userId, username } = world.members.colleague;
    const response = await deleteMember({ erase: "true" }, userId);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("Deactivate") });
    const stored = await world.context.database.user.findFirst({ where: { id: userId } });
    expect(stored).toMatchObject({ username, erasedAt: null, deactivatedAt: null });
  });
});
