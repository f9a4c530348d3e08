import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSession } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { sessionHeaders } from "./actors";
import { callRoute } from "./call-route";
import { hostileBodies, hostileJson, hostileTexts } from "./hostile-values";
import { makeTargets } from "./make-targets";
import { type DescribedOperation, readDocument } from "./read-document";
import { type FoundRoute, findRoutes } from "./route-tree";
import { makeValidRequest, type ValidRequest } from "./valid-request";

const { operations } = await readDocument();
const routes = await findRoutes();

type Described = { readonly route: FoundRoute; readonly operation: DescribedOperation };
const described = routes.flatMap((route): Described[] => {
  const operation = operations.find(({ name }) => name === route.name);
  return operation === undefined ? [] : [{ route, operation }];
});

let request: (route: FoundRoute) => Promise<ValidRequest>;
let headers: Readonly<Record<string, string>>;
let asked = 0;

beforeAll(async () => {
  const targets = await makeTargets();
  headers = sessionHeaders(await makeSession(targets.home, targets.home.members.admin.userId));
  request = (route) => makeValidRequest(targets, route);
});

afterAll(closeWorlds);

/** Nothing of the inside: no stack, statement, file or module. */
const inside =
  /\bat .{1,80}:\d+:\d+|node_modules|\/lib\/|\.tsx?\b|prisma|invalid input syntax|violates|relation "|\bpg_|\bSQLSTATE/i;

/** What is looked at before anything else in the body is, so that guessing costs little. */
const judgedFirst: Readonly<Record<string, string>> = {
  "POST /api/password": "current_password",
  "POST /api/password/invitation": "token",
  "POST /api/setup": "code",
};

/** What is wrong with this answer to a value in this place; null: nothing. */
async function findFault(response: Response, name: string, first?: string): Promise<string | null> {
  asked += 1;
  const text = await response.text();
  if (response.status >= 500) return `${response.status} ${text}`;
  if (response.ok) return null;
  if (inside.test(text)) return `tells of the inside: ${text}`;
  const problem = JSON.parse(text);
  if (problem.status !== response.status) return `no problem: ${text}`;
  // Only guessing is slowed down; anything else would mean that the rest was never looked at.
  if (response.status === 429) return first === undefined ? "429" : null;
  if (response.status !== 400) return null;
  const names: string[] = (problem.invalid_params ?? []).map(
    (fault: { name: string }) => fault.name,
  );
  const isNamed = names.some(
    (each) => each === name || each === first || each.startsWith(`${name}.`),
  );
  return isNamed ? null : `400 without ${name}: ${text}`;
}

type Case = { readonly value: unknown; readonly name: string; readonly of: string };

const atOnce = pLimit(8);

async function listFaults(
  cases: readonly Case[],
  call: (value: unknown) => Promise<Response>,
): Promise<readonly string[]> {
  const judge = async ({ value, name, of }: Case) => {
    const fault = await findFault(await call(value), name, judgedFirst[of]);
    const shown = JSON.stringify(value).slice(0, 60);
    return fault === null ? [] : [`${of} ${name}=${shown}: ${fault.slice(0, 300)}`];
  };
  return (await Promise.all(cases.map((each) => atOnce(() => judge(each))))).flat();
}

describe("a request in its right form", () => {
  it("is answered on every route, so that what is refused below is refused for its value", async () => {
    const refused: string[] = [];
    for (const { route } of described) {
      const { parameters, body } = await request(route);
      const response = await callRoute(route, { headers, parameters, ...(body && { body }) });
      if (!response.ok && judgedFirst[route.name] === undefined) {
        refused.push(`${route.name}: ${response.status} ${await response.text()}`);
      }
    }
    expect(refused).toEqual([]);
  });
});

describe("hostile values are answered, not suffered", () => {
  it("in every parameter of every path and query", { timeout: 180_000 }, async () => {
    const faults: string[] = [];
    for (const { route, operation } of described) {
      const { parameters, body } = await request(route);
      for (const { name } of operation.parameters) {
        const cases = hostileTexts.map((value) => ({ value, name, of: route.name }));
        const call = (value: unknown) =>
          callRoute(route, {
            headers,
            parameters: { ...parameters, [name]: String(value) },
            ...(body && { body }),
          });
        faults.push(...(await listFaults(cases, call)));
      }
    }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(3_000);
  });

  it("in every field of every body", { timeout: 180_000 }, async () => {
    asked = 0;
    const faults: string[] = [];
    for (const { route, operation } of described) {
      const { parameters, body } = await request(route);
      const schema = operation.requestBody?.content["application/json"]?.schema;
      for (const name of Object.keys(Object(schema?.properties))) {
        const cases = hostileJson.map((value) => ({ value, name, of: route.name }));
        const call = (value: unknown) =>
          callRoute(route, { headers, parameters, body: { ...body, [name]: value } });
        faults.push(...(await listFaults(cases, call)));
      }
    }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(3_000);
  });

  it("in bodies that are none", async () => {
    const wrong: string[] = [];
    for (const { route, operation } of described) {
      if (operation.requestBody === undefined) continue;
      const { parameters } = await request(route);
      for (const body of hostileBodies) {
        const response = await callRoute(route, { headers, parameters, body });
        const fault = response.status === 400 ? null : await findFault(response, "body");
        if (fault !== null) wrong.push(`${route.name} ${body.slice(0, 40)}: ${fault}`);
      }
      const large = JSON.stringify({ title: "x".repeat(1_100_000) });
      const statuses = [
        (await callRoute(route, { headers, parameters, body: large })).status,
        (
          await callRoute(route, {
            headers: { ...headers, "content-type": "text/plain" },
            parameters,
            body: "{}",
          })
        ).status,
      ];
      if (statuses.join() !== "413,415") wrong.push(`${route.name}: ${statuses.join()}`);
    }
    expect(wrong).toEqual([]);
  });

  it("in names that no query has, and in those that come twice", async () => {
    for (const { route, operation } of described) {
      const { parameters, body } = await request(route);
      const unknown = await callRoute(route, {
        headers,
        parameters: { ...parameters, zzz: "1" },
        ...(body && { body }),
      });
      expect(unknown.status, route.name).toBe(400);
      expect((await unknown.json()).invalid_params, route.name).toContainEqual(
        expect.objectContaining({ name: "zzz" }),
      );
      const query = operation.parameters.find((parameter) => parameter.in === "query");
      if (query === undefined) continue;
      const twice = await callRoute(route, { headers, parameters, again: query.name });
      expect(twice.status, route.name).toBe(400);
    }
  });
});

describe("every read of JSON", () => {
  it("has a tag, and answers 304 to whoever has it already", async () => {
    const reads = described.filter(
      ({ route, operation }) => route.method === "GET" && "304" in operation.responses,
    );
    expect(reads.length).toBeGreaterThan(25);
    for (const { route } of reads) {
      const { parameters } = await request(route);
      const first = await callRoute(route, { headers, parameters });
      expect(first.status, route.name).toBe(200);
      const tag = first.headers.get("etag") ?? "";
      expect(tag, route.name).toMatch(/^"[\w-]{20,}"$/);
      expect(first.headers.get("cache-control")).toBe("private, no-store");
      const known = { ...headers, "if-none-match": `"other", W/${tag}` };
      const again = await callRoute(route, { headers: known, parameters });
      expect(again.status, route.name).toBe(304);
      expect(await again.text()).toBe("");
      const other = { ...headers, "if-none-match": '"other"' };
      expect((await callRoute(route, { headers: other, parameters })).status).toBe(200);
    }
  });
});
