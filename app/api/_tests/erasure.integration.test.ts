import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { hashSecret } from "@/lib/auth/secret-hash";
import { nameAttemptKey } from "@/lib/auth/sign-in/sign-in-limit";
import { getLogger } from "@/lib/log";
import { listLocations } from "@/lib/performance/testing/find-word";
import { makeSession, type World } from "@/lib/performance/testing/make-api-world";
import { type KnownPerson, makeKnownPerson } from "@/lib/performance/testing/make-known-person";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { sessionHeaders } from "./actors";
import { callRoute } from "./call-route";
import { toRow } from "./access-cases";
import { type FoundRoute, findRoutes } from "./route-tree";

/** It stands in every text that a person can have. */
const WORD = "zuxcanary";

/** Where a person's texts stand, so that the search after them could find them. */
const texts = [
  ...["api_tokens.name", "assignments.external_id", "assignments.project", "assignments.title"],
  ...["contests.decision_reason", "contests.reason", "import_rows.content", "import_rows.reason"],
  ...["sessions.user_agent", "share_links.name", "users.alias", "users.display_name"],
  ...["users.email", "users.password_hash", "users.username"],
].map((column) => `public.${column}`);

/** What answers figures of the whole organization. */
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
let answer: Response;

beforeAll(async () => {
  world = await openWorld("home");
  person = await makeKnownPerson(world, WORD);
  const secret = await makeSession(world, world.members.admin.userId);
  headers = sessionHeaders(secret);
  expect(await placesOf()).toEqual(expect.arrayContaining(texts));
  expect((await remove()).status).toBe(200);
  before = await readFigures();
  logged = [];
  const logger = getLogger();
  for (const level of ["debug", "info", "warn", "error"] as const) {
    vi.spyOn(logger, level).mockImplementation((...values: unknown[]) => {
      logged.push(JSON.stringify(values));
    });
  }
  answer = await remove({ erase: "true" });
}, 300_000);

afterAll(closeWorlds);

function routeOf(name: string): FoundRoute {
  const route = routes.find((found) => found.name === name);
  if (route === undefined) throw new Error(`There is no route ${name}.`);
  return route;
}

function placesOf() {
  return listLocations(world.context.database, WORD);
}

function remove(query: Record<string, string> = {}, id = person.userId) {
  const parameters = { id, ...query };
  return callRoute(routeOf("DELETE /api/performance/members/{id}"), { headers, parameters });
}

async function readFigures() {
  const answers: unknown[] = [];
  for (const name of figures) {
    const response = await callRoute(routeOf(name), { headers });
    expect(response.status).toBe(200);
    answers.push(await response.json());
  }
  return [answers, await verifyOrganization(world.context)];
}

describe("a person who was erased", () => {
  it("is in no column of any table, in no example of the planner's, and in no log", async () => {
    expect(answer.status).toBe(200);
    expect(await placesOf()).toEqual([]);
    const { database } = world.context;
    const tried = person.signInNames.map((name) => hashSecret(nameAttemptKey(name)));
    expect(await database.signInAttempt.count({ where: { nameHash: { in: tried } } })).toBe(0);
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join("\n").toLowerCase()).not.toContain(WORD);
  });

  it("is in no answer and no export of any route", async () => {
    const told: string[] = [];
    let answered = 0;
    for (const route of routes.filter(({ method }) => method === "GET")) {
      const ids = Object.entries(toRow(route).ids ?? {});
      const parameters = Object.fromEntries(
        ids.map(([name, { kind }]) => [
          name,
          kind === "assignment" ? person.assignmentId : person.userId,
        ]),
      );
      const response = await callRoute(route, { headers, parameters });
      if (response.ok) answered += 1;
      if ((await response.text()).toLowerCase().includes(WORD)) told.push(route.name);
    }
    expect(told).toEqual([]);
    expect(answered).toBeGreaterThan(25);
  });

  it("leaves every figure of the organization as it was, and the check of everything clean", async () => {
    const [, verification] = await readFigures();
    expect(verification).toMatchObject({ differences: [] });
    expect(await readFigures()).toEqual(before);
  });

  it("is nobody from then on: cannot be brought back, invited, changed or given work", async () => {
    const parameters = { id: person.userId };
    for (const [name, body] of [
      ["PATCH /api/performance/members/{id}", { is_active: true }],
      ["PATCH /api/performance/members/{id}", { display_name: "Somebody" }],
      ["POST /api/performance/members/{id}/invitation", {}],
    ] as const) {
      const response = await callRoute(routeOf(name), { headers, parameters, body });
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ detail: expect.stringContaining("erased") });
    }
    const amended = await callRoute(routeOf("PATCH /api/performance/assignments/{id}"), {
      headers,
      parameters: { id: person.assignmentId },
      body: { title: "Back again" },
    });
    expect(amended.status).toBe(400);
  });

  it("is erased once: again changes nothing, and one line of the audit log says it without a name", async () => {
    expect((await remove({ erase: "true" })).status).toBe(200);
    const { database } = world.context;
    const lines = await database.auditLog.findMany({
      where: { organizationId: world.organizationId, action: "member.erase" },
    });
    expect(lines).toMatchObject([
      { actorId: world.members.admin.userId, subjectId: String(person.userId), detail: {} },
    ]);
  });

  it("was deactivated before: an active member is told so, and stays", async () => {
    const { userId, username } = world.members.colleague;
    const response = await remove({ erase: "true" }, userId);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ detail: expect.stringContaining("Deactivate") });
    const stored = await world.context.database.user.findFirst({ where: { id: userId } });
    expect(stored).toMatchObject({ username, erasedAt: null, deactivatedAt: null });
  });
});
