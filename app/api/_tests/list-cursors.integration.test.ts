import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findDownloadContents } from "@/lib/http/download";
import { OTHER_TEAMS } from "@/lib/performance/domain/releases/release-groups";
import { insertReleases } from "@/lib/performance/releases/testing/insert-releases";
import {
  makeDeletable,
  makeFailedJob,
  makeSession,
  type World,
} from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { createSessionHeaders } from "./actors";
import { callRoute } from "./call-route";
import { makeTargets } from "./make-targets";
import { type FoundRoute, findRoutes } from "./route-tree";
import { makeValidRequest, type ValidRequest } from "./valid-request";

/** A download is resumed by its cursor: lib/performance/exports/resume.integration.test.ts. */
const listRoutes = (await findRoutes()).filter(
  ({ declaration: { query, response } }) =>
    query?.shape.cursor !== undefined && findDownloadContents(response) === null,
);
const withRoutes = listRoutes.map((route) => [route.name, route] as const);

/** Parameters that choose a part of a list; `around` excludes a cursor. */
const partParameters = ["limit", "per_page", "page", "cursor", "around"];

const listPage = z.looseObject({ next_cursor: z.string().nullable() });
const problem = z.looseObject({
  code: z.string(),
  invalid_params: z.array(z.looseObject({ name: z.string(), reason: z.string() })),
});

let home: World;
let foreign: World;
let headers: Readonly<Record<string, string>>;
let foreignHeaders: Readonly<Record<string, string>>;
const requests = new Map<string, ValidRequest>();
const cursors = new Map<string, string>();

beforeAll(async () => {
  const targets = await makeTargets();
  ({ home, foreign } = targets);
  headers = createSessionHeaders(await makeSession(home, home.members.admin.userId));
  foreignHeaders = createSessionHeaders(await makeSession(foreign, foreign.members.admin.userId));
  for (const world of [home, foreign]) await makeLongLists(world);
  await makeDeliveries(home, targets.connections.home.connection);
  await makeDeliveries(foreign, targets.connections.foreign.connection);
  for (const route of listRoutes) {
    requests.set(route.name, await makeValidRequest(targets, route));
    const first = listPage.parse(await (await request(route, {})).json());
    if (first.next_cursor !== null) cursors.set(route.name, first.next_cursor);
  }
}, 120_000);

afterAll(closeWorlds);

/** More than one row in each list that an administrator reads. */
async function makeLongLists(world: World): Promise<void> {
  const { admin, colleague, manager } = world.members;
  for (const kind of ["entry", "contest", "token"] as const) {
    await makeDeletable(world, kind, admin.userId);
    await makeDeletable(world, kind, admin.userId);
  }
  for (const kind of ["proposal", "import"] as const) {
    await makeDeletable(world, kind, colleague.userId);
  }
  const { userId } = world === home ? colleague : foreign.members.colleague;
  await makeDeletable(world, "decision", userId);
  await makeFailedJob(world);
  await makeFailedJob(world);
  await world.context.database.skill.createMany({
    data: ["One", "Two"].map((name) => ({ organizationId: world.organizationId, name })),
  });
  const group = { kind: "team", teamId: world.teamIds.first } as const;
  await insertReleases(world.context, [
    { group, month: "2026-09" },
    { group: OTHER_TEAMS, month: "2026-09" },
  ]);
  const hour = world.context.now;
  await world.context.database.accessRecord.createMany({
    data: ["summary", "history"].map((surface) => ({
      organizationId: world.organizationId,
      viewerId: manager.userId,
      subjectType: "member",
      subjectId: admin.userId,
      surface,
      hour,
    })),
  });
}

async function makeDeliveries({ context, organizationId }: World, connectionId: number) {
  await context.database.webhookDelivery.createMany({
    data: ["first", "second"].map((deliveryId) => ({
      ...{ organizationId, connectionId, deliveryId, receivedAt: context.now },
      status: "taken" as const,
    })),
  });
}

type Parameters = Readonly<Record<string, string | number | null>>;

async function request(
  route: FoundRoute,
  changed: Parameters,
  sentHeaders = headers,
): Promise<Response> {
  const { parameters, body } = requests.get(route.name) ?? { parameters: {}, body: undefined };
  return await callRoute(route, {
    headers: sentHeaders,
    parameters: { limit: 1, ...parameters, ...changed },
    ...(body && { body }),
  });
}

function getCursor({ name }: FoundRoute): string {
  const cursor = cursors.get(name);
  if (cursor === undefined) throw new Error(`${name} has one page only.`);
  return cursor;
}

async function readRejection(response: Response): Promise<string> {
  expect(response.status).toBe(400);
  const { code, invalid_params } = problem.parse(await response.json());
  expect(code).toBe("invalid_request");
  expect(invalid_params.map(({ name }) => name)).toEqual(["cursor"]);
  return invalid_params[0]?.reason ?? "";
}

/** Another list of the same operation: a value of each filter and order. */
const otherValues: Readonly<Record<string, () => string | number>> = {
  action: () => "member.update",
  assignment_id: () => home.members.admin.assignmentId,
  days: () => 31,
  email: () => "someone@acme.example",
  entry_id: () => home.members.admin.entryId,
  evidence: () => "due",
  external_id: () => "TICKET-42",
  from: () => "2020-01-01",
  id: () => home.members.colleague.userId,
  kind: () => "completion",
  only: () => "moved",
  order: () => "due",
  overdue: () => "true",
  search: () => "home",
  status: () => "open",
  team_id: () => home.teamIds.first,
  to: () => "2026-12-31",
  unseen: () => "true",
  updated_since: () => "2026-01-01",
  user_id: () => home.members.manager.userId,
  username: () => "someone",
};

/** The last of the orders that a list has; the first is its default. */
function getLastChoice(sort: unknown): string | undefined {
  const isWrapped = sort instanceof z.ZodDefault || sort instanceof z.ZodOptional;
  const choices = isWrapped ? sort.unwrap() : sort;
  return choices instanceof z.ZodEnum ? String(choices.options.at(-1)) : undefined;
}

it("covers every operation whose response has a next_cursor", async () => {
  const routes = await findRoutes();
  const withCursor = routes.filter(({ declaration: { response } }) =>
    JSON.stringify(z.toJSONSchema(response, { unrepresentable: "any", io: "input" })).includes(
      '"next_cursor"',
    ),
  );
  expect(listRoutes.map(({ name }) => name)).toEqual(withCursor.map(({ name }) => name));
  expect(listRoutes.length).toBeGreaterThan(18);
});

/** Names that these lists had before, and keep beside `limit` and `sort`. */
const formerNames: Readonly<Record<string, readonly string[]>> = {
  "GET /api/performance/logs": ["per_page", "page"],
  "GET /api/performance/assignments": ["order"],
};

it.each(withRoutes)("%s takes limit and cursor, and names its order sort", (name, route) => {
  const shape = route.declaration.query?.shape ?? {};
  expect(Object.keys(shape)).toEqual(expect.arrayContaining(["limit", "cursor"]));
  const others = [
    "order",
    "order_by",
    "sort_by",
    "per_page",
    "page_size",
    "page",
    "offset",
    "after",
  ];
  expect(others.filter((other) => other in shape).sort()).toEqual(
    [...(formerNames[name] ?? [])].sort(),
  );
});

it("takes up to 1,000 ledger entries at a time, and one name of their number", async () => {
  const route = listRoutes.find(({ name }) => name === "GET /api/performance/logs");
  if (route === undefined) throw new Error("There is no list of ledger entries.");
  expect((await request(route, { limit: 1000 })).status).toBe(200);
  const tooMany = problem.parse(await (await request(route, { limit: 1001 })).json());
  expect(tooMany.invalid_params).toMatchObject([{ name: "limit", code: "out_of_range" }]);
  const both = problem.parse(await (await request(route, { limit: 10, per_page: 10 })).json());
  expect(both.invalid_params).toMatchObject([{ name: "per_page", code: "conflicting" }]);
});

it("takes one name of the order of assignments", async () => {
  const route = listRoutes.find(({ name }) => name === "GET /api/performance/assignments");
  if (route === undefined) throw new Error("There is no list of assignments.");
  const list = async (parameters: Parameters) => (await request(route, parameters)).json();
  const { assignments } = await list({ sort: "due", limit: 100 });
  expect((await list({ order: "due", limit: 100 })).assignments).toEqual(assignments);
  expect(problem.parse(await list({ order: "due", sort: "due" })).invalid_params).toMatchObject([
    { name: "order", code: "conflicting" },
  ]);
});

describe.each(withRoutes)("the cursors of %s", (_, route) => {
  it("lead through the list without a repeated page, to a null", async () => {
    const seen = new Set<string>([getCursor(route)]);
    let cursor: string | null = getCursor(route);
    for (let page = 1; cursor !== null && page < 200; page += 1) {
      const response = await request(route, { cursor });
      expect(response.status).toBe(200);
      cursor = listPage.parse(await response.json()).next_cursor;
      if (cursor !== null) {
        expect(seen).not.toContain(cursor);
        seen.add(cursor);
      }
    }
    expect(cursor).toBeNull();
  });

  it.each(["null", "undefined", "None", ""])("end a loop that goes on with %j", async (cursor) => {
    expect(await readRejection(await request(route, { cursor }))).toBe(
      "must be left out for the first page; stop where next_cursor is null: the list has no further page",
    );
  });

  it("are rejected where the client made or changed them", async () => {
    const cursor = getCursor(route);
    const [position = "", mark = ""] = cursor.split(".");
    const forged = ["1", "abc", "%00", ".", position, `${position}.`, `.${mark}`, `1${cursor}`];
    for (const each of [...forged, `${cursor}a`, `${position}.${mark.slice(1)}a`]) {
      await readRejection(await request(route, { cursor: each }));
    }
  });

  it("are rejected by every other list", async () => {
    for (const other of listRoutes.filter(({ name }) => name !== route.name)) {
      expect(
        await readRejection(await request(other, { cursor: getCursor(route) })),
        other.name,
      ).toMatch(/same filters and order/);
    }
  });

  it("are rejected with another filter or order", async () => {
    const { query, params } = route.declaration;
    const names = Object.keys({ ...query?.shape, ...params?.shape }).filter(
      (name) => !partParameters.includes(name),
    );
    for (const name of names) {
      const value = name === "sort" ? getLastChoice(query?.shape.sort) : otherValues[name]?.();
      expect(value, `another value of ${name}`).toBeDefined();
      const response = await request(route, { [name]: value ?? null, cursor: getCursor(route) });
      if (name === "id" && response.status === 403) continue;
      await readRejection(response);
    }
  });

  it("are rejected in another organization", async () => {
    const changed: Record<string, string | number> = { cursor: getCursor(route) };
    const { query, params } = route.declaration;
    if (params?.shape.id !== undefined) changed.id = foreign.members.admin.userId;
    if (query?.shape.user_id !== undefined && requests.get(route.name)?.parameters.user_id)
      changed.user_id = foreign.members.colleague.userId;
    await readRejection(await request(route, changed, foreignHeaders));
  });

  it("are accepted with another number of rows", async () => {
    const response = await request(route, { limit: 2, cursor: getCursor(route) });
    expect(response.status).toBe(200);
  });
});

it("rejects the cursor of a preview for another policy", async () => {
  const route = listRoutes.find(({ name }) => name === "POST /api/performance/policy/preview");
  if (route === undefined) throw new Error("There is no preview of a policy.");
  const response = await callRoute(route, {
    headers,
    parameters: { limit: 1, cursor: getCursor(route) },
    body: { weights: { on_time: 0.6, skill: 0.2, difficulty: 0.2 }, min_sample: 5 },
  });
  await readRejection(response);
});
