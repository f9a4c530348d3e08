import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeSession } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import type { Targets } from "./access-cases";
import { createSessionHeaders } from "./actors";
import { callRoute } from "./call-route";
import { makeTargets } from "./make-targets";
import { type FoundRoute, findRoutes } from "./route-tree";
import { makeValidRequest } from "./valid-request";

/** Routes that reject the request of the access table, only compute, store a file first, or have nothing to write. */
const exempt = [
  "POST /api/password",
  "POST /api/password/invitation",
  "POST /api/setup",
  "POST /api/performance/policy/preview",
  "POST /api/performance/user/{id}/what-if",
  "POST /api/performance/imports",
  "POST /api/performance/assignments/batch",
  "POST /api/webhooks/{connection_id}",
  "POST /api/performance/connections/{id}/replay-rejected",
];

const writes = (await findRoutes()).filter(
  ({ method, name }) => method !== "GET" && !exempt.includes(name),
);

let targets: Targets;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  targets = await makeTargets();
  headers = createSessionHeaders(
    await makeSession(targets.home, targets.home.members.admin.userId),
  );
});
afterAll(closeWorlds);

/** The statements of a request, as PostgreSQL's client receives them. */
async function listStatements(route: FoundRoute): Promise<readonly string[]> {
  const { headers: own, ...request } = await makeValidRequest(targets, route);
  const query = vi.spyOn(Client.prototype, "query");
  const response = await callRoute(route, { headers: { ...headers, ...own }, ...request });
  const statements = query.mock.calls.map(([statement]) => getText(statement));
  query.mockRestore();
  expect(response.ok, `${response.status}`).toBe(true);
  return statements;
}

function getText(statement: unknown): string {
  const isQuery = typeof statement === "object" && statement !== null && "text" in statement;
  return String(isQuery ? statement.text : statement).trim();
}

const changesRows = (statement: string) =>
  /\b(INSERT INTO|(?<!FOR |NO KEY )UPDATE|DELETE FROM)\b/i.test(statement);

/** The statements after the first commit. A write of one statement commits itself. */
function listAfterWrite(statements: readonly string[]): readonly string[] {
  const committed = statements.indexOf("COMMIT");
  const written = committed === -1 ? statements.findIndex(changesRows) : committed;
  expect(written).toBeGreaterThan(-1);
  return statements.slice(written + 1);
}

describe("every write of the API", () => {
  it("finds the routes that write in the route tree", () => {
    expect(writes.length).toBeGreaterThanOrEqual(25);
  });

  it.each(writes.map((route) => [route.name, route] as const))(
    "sends no query after the commit of %s",
    async (_name, route) => {
      const following = listAfterWrite(await listStatements(route));
      expect(following.filter((statement) => !changesRows(statement))).toEqual([]);
    },
  );
});
