import pLimit from "p-limit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paramCodes } from "@/lib/param-codes";
import { makeSession } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { createSessionHeaders } from "./actors";
import { type Call, callRoute, findRejection } from "./call-route";
import { hostileBodies, hostileJson, hostileTexts } from "./hostile/hostile-values";
import { makeTargets } from "./make-targets";
import { type DescribedOperation, followReference, readDocument } from "./read-document";
import { type FoundRoute, findRoutes } from "./route-tree";
import { makeValidRequest, type ValidRequest } from "./valid-request";

const { content, operations } = await readDocument();
const routes = await findRoutes();

type Described = { readonly route: FoundRoute; readonly operation: DescribedOperation };
const described = routes.flatMap((route): Described[] => {
  // The tests of webhooks sign their requests: without a signature every request to these is a 401.
  if (route.declaration.isSigned) return [];
  const operation = operations.find(({ name }) => name === route.name);
  return operation === undefined ? [] : [{ route, operation }];
});

let createRequest: (route: FoundRoute) => Promise<ValidRequest>;
let headers: Readonly<Record<string, string>>;
let checked = 0;

beforeAll(async () => {
  const targets = await makeTargets();
  headers = createSessionHeaders(
    await makeSession(targets.home, targets.home.members.admin.userId),
  );
  createRequest = (route) => makeValidRequest(targets, route);
});

afterAll(closeWorlds);

/** Internal details: a stack, a statement, a file or a module. */
const internalDetails =
  /\bat .{1,80}:\d+:\d+|node_modules|\/lib\/|\.tsx?\b|prisma|invalid input syntax|violates|relation "|\bpg_|\bSQLSTATE/i;

type Parameter = { readonly name: string; readonly code: string; readonly reason: string };

const isKnownCode = (code: string) => paramCodes.some((known) => known === code);

/** As a library of schemas says it by default: “Invalid input: expected number, received undefined”. */
const isLibraryText = (reason: string) =>
  reason === "" ||
  /^(Invalid |Too |Unrecognized |Expected |Required$)|expected .*received/.test(reason);

/** The field that these routes check before the others, so that a guess costs little. */
const checkedFirst: Readonly<Record<string, string>> = {
  "POST /api/password": "current_password",
  "POST /api/password/invitation": "token",
  "POST /api/setup": "code",
};

/**
 * @param name the parameter or field with the hostile value.
 * @returns the error in the response, or null.
 */
async function findError(response: Response, name: string, first?: string): Promise<string | null> {
  checked += 1;
  const text = await response.text();
  if (response.status >= 500) return `${response.status} ${text}`;
  if (response.ok) return null;
  if (internalDetails.test(text)) return `reveals internal details: ${text}`;
  const problem = JSON.parse(text);
  if (problem.status !== response.status) return `not a problem document: ${text}`;
  // Only guesses are limited. On another route the limit would hide the response to the value.
  if (response.status === 429) return first === undefined ? "429" : null;
  if (response.status !== 400) return null;
  const parameters: readonly Parameter[] = problem.invalid_params ?? [];
  const wrong = parameters.find(({ code, reason }) => !isKnownCode(code) || isLibraryText(reason));
  if (wrong !== undefined) return `a text or code that is not of this service: ${text}`;
  const names = parameters.map((parameter) => parameter.name);
  const isNamed = names.some(
    (each) => each === name || each === first || each.startsWith(`${name}.`),
  );
  return isNamed ? null : `400 without ${name}: ${text}`;
}

async function readProblem(response: Response): Promise<unknown> {
  return { ...(await response.json()), request_id: "" };
}

const limit = pLimit(8);

/** Whether what the schemas of a route reject is rejected before it is asked who calls, and what for. */
async function isRejectedFirst(route: FoundRoute, calls: readonly Call[]): Promise<boolean> {
  if (checkedFirst[route.name] !== undefined) return false;
  for (const call of calls) {
    const rejection = await findRejection(route, call);
    if (rejection === null) continue;
    const sent = await callRoute(route, call);
    if (sent.status !== 400) return false;
    expect(await readProblem(sent)).toEqual(await readProblem(rejection));
    return true;
  }
  return false;
}

/**
 * What is wrong in the responses to the values of one parameter or field. Where schemas come first, one request shows
 * how they reject a value; the rejections of the others are made without a request.
 */
async function listErrors(
  { route, name, values }: { route: FoundRoute; name: string; values: readonly unknown[] },
  createCall: (value: unknown) => Call,
): Promise<readonly string[]> {
  const isPure = await isRejectedFirst(route, values.map(createCall));
  const check = async (value: unknown) => {
    const call = createCall(value);
    const rejection = isPure ? await findRejection(route, call) : null;
    const response = rejection ?? (await callRoute(route, call));
    const error = await findError(response, name, checkedFirst[route.name]);
    const sent = JSON.stringify(value).slice(0, 60);
    return error === null ? [] : [`${route.name} ${name}=${sent}: ${error.slice(0, 300)}`];
  };
  return (await Promise.all(values.map((each) => limit(() => check(each))))).flat();
}

describe("valid requests", () => {
  it("accepts a valid request on every route, so that the tests below reject values only", async () => {
    const rejected: string[] = [];
    for (const { route } of described) {
      const { parameters, body, headers: own } = await createRequest(route);
      const sent = { headers: { ...headers, ...own }, parameters, ...(body && { body }) };
      const response = await callRoute(route, sent);
      if (!response.ok && checkedFirst[route.name] === undefined) {
        rejected.push(`${route.name}: ${response.status} ${await response.text()}`);
      }
    }
    expect(rejected).toEqual([]);
  });
});

describe("hostile values", () => {
  it("handles hostile values in every parameter of path and query", {
    timeout: 180_000,
  }, async () => {
    const errors: string[] = [];
    for (const { route, operation } of described) {
      const { parameters, body, headers: own } = await createRequest(route);
      for (const { name } of operation.parameters) {
        const createCall = (value: unknown) => ({
          headers: { ...headers, ...own },
          parameters: { ...parameters, [name]: String(value) },
          ...(body && { body }),
        });
        errors.push(...(await listErrors({ route, name, values: hostileTexts }, createCall)));
      }
    }
    expect(errors).toEqual([]);
    expect(checked).toBeGreaterThan(3_000);
  });

  it("handles hostile values in every field of every body", { timeout: 180_000 }, async () => {
    checked = 0;
    const errors: string[] = [];
    for (const { route, operation } of described) {
      const { parameters, body } = await createRequest(route);
      const schema = followReference(
        content,
        operation.requestBody?.content["application/json"]?.schema,
      );
      for (const name of Object.keys(Object(schema?.properties))) {
        const createCall = (value: unknown) => ({
          ...{ headers, parameters },
          body: { ...Object(body), [name]: value },
        });
        errors.push(...(await listErrors({ route, name, values: hostileJson }, createCall)));
      }
    }
    expect(errors).toEqual([]);
    expect(checked).toBeGreaterThan(3_000);
  });

  it("rejects malformed, too large and non-JSON bodies", async () => {
    const wrong: string[] = [];
    for (const { route, operation } of described) {
      if (operation.requestBody?.content["application/json"] === undefined) continue;
      const { parameters } = await createRequest(route);
      for (const body of hostileBodies) {
        const response = await callRoute(route, { headers, parameters, body });
        const error = response.status === 400 ? null : await findError(response, "body");
        if (error !== null) wrong.push(`${route.name} ${body.slice(0, 40)}: ${error}`);
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

  it("rejects unknown and repeated parameters of the query", async () => {
    for (const { route, operation } of described) {
      const { parameters, body, headers: own } = await createRequest(route);
      const unknown = await callRoute(route, {
        headers: { ...headers, ...own },
        parameters: { ...parameters, zzz: "1" },
        ...(body && { body }),
      });
      expect(unknown.status, route.name).toBe(400);
      expect((await unknown.json()).invalid_params, route.name).toContainEqual(
        expect.objectContaining({ name: "zzz" }),
      );
      const query = operation.parameters.find((parameter) => parameter.in === "query");
      if (query === undefined) continue;
      const twice = await callRoute(route, { headers, parameters, repeated: query.name });
      expect(twice.status, route.name).toBe(400);
    }
  });
});

describe("entity tags", () => {
  it("sends a tag with every JSON response, and 304 for a request with a current tag", async () => {
    const reads = described.filter(
      ({ route, operation }) => route.method === "GET" && "304" in operation.responses,
    );
    expect(reads.length).toBeGreaterThan(25);
    for (const { route } of reads) {
      const { parameters } = await createRequest(route);
      const first = await callRoute(route, { headers, parameters });
      expect(first.status, route.name).toBe(200);
      const tag = first.headers.get("etag") ?? "";
      expect(tag, route.name).toMatch(/^"([\w-]{22}\.)?[\w-]{27}"$/);
      expect(first.headers.get("cache-control")).toBe("private, no-store");
      const current = { ...headers, "if-none-match": `"other", W/${tag}` };
      const again = await callRoute(route, { headers: current, parameters });
      expect(again.status, route.name).toBe(304);
      expect(await again.text()).toBe("");
      const other = { ...headers, "if-none-match": '"other"' };
      expect((await callRoute(route, { headers: other, parameters })).status).toBe(200);
    }
  });
});
