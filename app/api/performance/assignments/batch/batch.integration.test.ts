import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSessionHeaders } from "@/app/api/_tests/actors";
import * as assignmentRoute from "@/app/api/performance/assignments/[id]/route";
import * as assignmentsRoute from "@/app/api/performance/assignments/route";
import type { RouteHandler } from "@/lib/api/route";
import { makeSession, setPrivacyMode, type World } from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import * as batchRoute from "./route";

let world: World;
const headers = new Map<string, Record<string, string>>();

beforeAll(async () => {
  world = await openWorld("batch");
  for (const key of ["admin", "leadOfTeam"] as const) {
    headers.set(key, createSessionHeaders(await makeSession(world, world.members[key].userId)));
  }
});

afterAll(closeWorlds);

type Handler = (...call: Parameters<RouteHandler>) => Promise<Response> | Response;

async function send(handler: Handler, body: unknown, key = "admin", id = ""): Promise<Response> {
  const request = new Request("http://localhost:3000/api/test", {
    method: "POST",
    headers: { ...headers.get(key), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return handler(request, { params: Promise.resolve(id === "" ? {} : { id }) });
}

const sendBatch = async (assignments: readonly unknown[], key = "admin") =>
  (await send(batchRoute.POST, { assignments }, key)).json();

async function find(externalId: string) {
  const request = new Request(
    `http://localhost:3000/api/performance/assignments?external_id=${externalId}`,
    { headers: { ...headers.get("admin") } },
  );
  const response = await assignmentsRoute.GET(request, { params: Promise.resolve({}) });
  const { assignments } = await response.json();
  return assignments[0];
}

describe("a batch of assignments", () => {
  it("records each valid one, and rejects the others with their reasons", async () => {
    const { colleague, admin } = world.members;
    const completed = { completed_at: "2026-03-05", due_at: "2026-03-09", difficulty: 5 };
    const batch = [
      {
        external_id: "B-1",
        assignee: colleague.username.toUpperCase(),
        title: "One",
        ...completed,
      },
      { external_id: "B-2", assignee: colleague.email, title: "Two" },
      { external_id: "B-3", user_id: colleague.userId, title: "Three", difficulty: 11 },
      { external_id: "B-4", assignee: admin.username, title: "Mine" },
      { external_id: "B-5", assignee: "nowhere", title: "Five" },
      { external_id: "B-1", user_id: colleague.userId, title: "Again" },
      { external_id: "B-7", title: "Seven" },
      "nothing",
    ];
    const sent = batch.slice(0, 7);
    const { results } = await sendBatch(sent);
    expect(results).toMatchObject([
      { external_id: "B-1", outcome: "new", errors: [] },
      { external_id: "B-2", outcome: "new", errors: [] },
      { external_id: "B-3", outcome: "rejected", id: null, errors: [{ name: "difficulty" }] },
      { outcome: "rejected", errors: [{ reason: expect.stringContaining("your own work") }] },
      { outcome: "rejected", errors: [{ code: "unknown_reference" }] },
      { outcome: "rejected", errors: [{ name: "external_id" }] },
      { external_id: "B-7", outcome: "rejected", errors: [{ name: "user_id" }] },
    ]);
    const again = await sendBatch(sent);
    expect(again.results.slice(0, 2)).toMatchObject([
      { outcome: "unchanged", id: results[0].id },
      { outcome: "unchanged", id: results[1].id },
    ]);
    expect((await verifyOrganization(world.context)).differences).toEqual([]);
    const precisions = ["B-1", "B-2"].map(
      async (externalId) => (await find(externalId)).completed_precision,
    );
    expect(await Promise.all(precisions)).toEqual(["day", null]);
    expect((await send(batchRoute.POST, { assignments: batch })).status).toBe(400);
  });

  it("has at most 1,000", async () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ external_id: `M-${index}` }));
    expect((await send(batchRoute.POST, { assignments: many })).status).toBe(400);
    expect((await send(batchRoute.POST, { assignments: [] })).status).toBe(400);
  });
});

describe("an assignee by name", () => {
  it("is accepted by the other writes too, and not beside a user id", async () => {
    const { colleague, otherTeam } = world.members;
    const body = { external_id: "N-1", title: "One" };
    const made = await send(assignmentsRoute.POST, { ...body, assignee: colleague.username });
    expect(made.status).toBe(200);
    const { assignment } = await made.json();
    expect(assignment.user_id).toBe(colleague.userId);
    const moved = await send(
      assignmentRoute.PATCH,
      { assignee: otherTeam.username },
      "admin",
      String(assignment.id),
    );
    expect((await moved.json()).assignment.user_id).toBe(otherTeam.userId);
    const both = { ...body, assignee: colleague.username, user_id: colleague.userId };
    expect((await send(assignmentsRoute.POST, both)).status).toBe(400);
    expect((await send(assignmentsRoute.POST, body)).status).toBe(400);
  });

  it("is the alias alone for a team lead who does not see names", async () => {
    const { colleague } = world.members;
    const { database, organizationId } = world.context;
    const { alias } = await database.user.findFirstOrThrow({
      where: { organizationId, id: colleague.userId },
    });
    const known = { name: "col of the tracker", learnedAt: world.context.now };
    await database.knownName.create({
      data: { organizationId, userId: colleague.userId, ...known },
    });
    await setPrivacyMode(world, "pseudonymous");
    const body = { external_id: "P-1", title: "One" };
    for (const assignee of [colleague.username, "Col of the Tracker"]) {
      const byName = { ...body, assignee };
      expect((await send(assignmentsRoute.POST, byName, "leadOfTeam")).status).toBe(404);
      expect((await send(assignmentsRoute.POST, byName)).status).toBe(200);
    }
    const byAlias = { ...body, external_id: "P-2", assignee: alias };
    expect((await send(assignmentsRoute.POST, byAlias, "leadOfTeam")).status).toBe(200);
    await setPrivacyMode(world, "named");
  });
});
