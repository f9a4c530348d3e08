import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET as getUnknown } from "@/app/api/[[...path]]/route";
import { GET as authenticate } from "@/app/api/auth/[...nextauth]/route";
import { methods } from "@/lib/api/methods";
import { API_VERSION } from "@/lib/api/response-headers";
import { makeSession } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import type { Targets } from "./access-cases";
import { createSessionHeaders } from "./actors";
import { callRoute } from "./call-route";
import { makeTargets } from "./make-targets";
import { readDocument } from "./read-document";
import { findRoutes } from "./route-tree";
import { makeValidRequest } from "./valid-request";

const routes = await findRoutes();
const { content, operations } = await readDocument();
const withNames = routes.map((route) => [route.name, route] as const);
const responseHeaders = z.looseObject({ headers: z.record(z.string(), z.unknown()) });

let targets: Targets;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  targets = await makeTargets();
  headers = createSessionHeaders(
    await makeSession(targets.home, targets.home.members.admin.userId),
  );
}, 60_000);

afterAll(closeWorlds);

const readVersion = (response: Response) => response.headers.get("api-version");

describe("the version of the API", () => {
  it.each(withNames)("is in the response to a valid request of %s", async (_, route) => {
    const { headers: own, ...request } = await makeValidRequest(targets, route);
    const response = await callRoute(route, { headers: { ...headers, ...own }, ...request });
    await response.body?.cancel();
    expect(readVersion(response)).toBe(API_VERSION);
  });

  it.each(withNames)("is in the error response of %s", async (_, route) => {
    const response = await callRoute(route, { parameters: { zzz: 1 } });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(readVersion(response)).toBe(API_VERSION);
  });

  it("is in the response to a method or path that there is not, and of the sign-in", async () => {
    const request = (path: string) => new Request(`http://localhost:3000/api/${path}`);
    const segment = { params: Promise.resolve({}) };
    const plain = methods({});
    const responses = [
      await plain.PUT(request("x"), segment),
      await plain.OPTIONS(request("x"), segment),
      await getUnknown(request("x")),
      await authenticate(request("auth/csrf"), { params: Promise.resolve({ nextauth: ["csrf"] }) }),
      await authenticate(request("auth/x"), { params: Promise.resolve({ nextauth: ["x"] }) }),
    ];
    expect(responses.map(readVersion)).toEqual(responses.map(() => API_VERSION));
  });

  it("is in the response that nothing changed", async () => {
    const route = routes.find(({ name }) => name === "GET /api/performance/organization");
    if (route === undefined) throw new Error("There are no settings.");
    const tag = (await callRoute(route, { headers })).headers.get("etag") ?? "";
    const again = await callRoute(route, { headers: { ...headers, "if-none-match": tag } });
    expect([again.status, readVersion(again)]).toEqual([304, API_VERSION]);
  });

  it("is in the document, with the header of every response", () => {
    const { info, components } = z
      .looseObject({
        info: z.looseObject({ version: z.string() }),
        components: z.looseObject({
          responses: z.record(z.string(), responseHeaders),
          headers: z.record(z.string(), z.looseObject({ schema: z.looseObject({}) })),
        }),
      })
      .parse(content);
    expect(info.version).toBe(API_VERSION);
    expect(components.headers["API-Version"]?.schema.const).toBe(API_VERSION);
    for (const response of Object.values(components.responses)) {
      expect(response.headers).toHaveProperty("API-Version");
    }
    const silent = operations.flatMap(({ name, responses }) =>
      Object.entries(responses).flatMap(([status, response]) =>
        "$ref" in response || "API-Version" in responseHeaders.parse(response).headers
          ? []
          : [`${name} ${status}`],
      ),
    );
    expect(silent).toEqual([]);
  });

  it("is the newest version of the changelog, which has the policy", () => {
    const changelog = readFileSync(`${import.meta.dirname}/../../../docs/api-changelog.md`, "utf8");
    const [newest] = [...changelog.matchAll(/^## (\d{4}-\d{2}-\d{2})$/gm)].map(([, date]) => date);
    expect(newest).toBe(API_VERSION);
    expect(changelog).toMatch(/`Deprecation`[\s\S]*`Sunset`[\s\S]*12 months/);
  });
});
