import { describe, expect, it } from "vitest";
import { acceptsGzip, findHeaders, findRoute } from "./find-route.mjs";

const read = () => new Response("read");
const write = () => new Response("write");
const handlers = new Map([
  ["GET", read],
  ["POST", write],
]);

/** As in a build: in the order in which Next.js tries them, those without handlers too. */
const dynamic = [
  [/^\/api\/auth\/(.+?)(?:\/)?$/, ["nextauth"], null],
  [/^\/api\/work\/by-id\/([^/]+?)(?:\/)?$/, ["external_id"], handlers],
  [/^\/api\/work\/([^/]+?)\/cancel(?:\/)?$/, ["id"], handlers],
  [/^\/api\/work\/([^/]+?)\/changes\/([^/]+?)(?:\/)?$/, ["id", "change"], handlers],
  [/^\/api(?:\/(.+?))?(?:\/)?$/, ["path"], null],
].map(([expression, names, found]) => ({ expression, names, handlers: found }));
const routes = { fixed: new Map([["/api/health", handlers]]), dynamic };

const find = (url, { method = "GET", headers = {} } = {}) =>
  findRoute(routes, { method, url, headers: { host: "x", ...headers } });

describe("a plain request to a route", () => {
  it.each([
    ["/api/health", {}],
    ["/api/health?days=30&name=%2Fa%20b&empty=&flag", {}],
    ["/api/work/7/cancel", { id: "7" }],
    ["/api/work/a.b-c_d~e/cancel", { id: "a.b-c_d~e" }],
    ["/api/work/7/changes/8", { id: "7", change: "8" }],
    ["/api/work/by-id/cancel", { external_id: "cancel" }],
  ])("goes directly: %s", (url, params) => {
    expect(find(url)).toEqual({ handler: read, params, pathname: url.split("?")[0] });
  });

  it("goes to the handler of its method", () => {
    expect(find("/api/health", { method: "POST" })?.handler).toBe(write);
  });

  it.each(["gzip", "gzip, deflate, br, zstd", "br", "identity", ""])(
    "goes directly with the accepted content codings “%s”",
    (accepted) => {
      expect(find("/api/health", { headers: { "accept-encoding": accepted } })).not.toBeNull();
    },
  );
});

describe("Next.js handles", () => {
  it.each([
    ["a page", "/team"],
    ["the root of the API", "/api"],
    ["a path that only begins like the API", "/apix/health"],
    ["sign-in", "/api/auth/session"],
    ["an unknown path", "/api/nothing"],
    ["an unknown method of a known path", "/api/health", { method: "DELETE" }],
    ["HEAD", "/api/health", { method: "HEAD" }],
    ["OPTIONS", "/api/health", { method: "OPTIONS" }],
    ["a slash at the end", "/api/health/"],
    ["a slash twice", "/api//health"],
    ["a slash twice before a parameter", "/api/work//cancel"],
    ["an escape in the path", "/api/he%61lth"],
    ["an escaped slash in a parameter", "/api/work/by-id/a%2Fb"],
    ["a backslash", "/api\\health"],
    ["a dot segment", "/api/./health"],
    ["two dots", "/api/work/../health"],
    ["two dots at the end", "/api/health/.."],
    ["a name of a parameter", "/api/work/[id]/cancel"],
    ["a colon", "/api/work/by-id/:a"],
    ["a request for a payload", "/api/health.rsc"],
    ["a request for a payload of a parameter", "/api/work/by-id/a.rsc"],
    ["a request for segments", "/api/work/by-id/a.segments/b"],
    ["the query of a payload", "/api/health?_rsc=1"],
    ["the query of a payload in second place", "/api/health?a=1&_rsc=1"],
    ["a parameter of the router", "/api/health?nxtPid=1"],
    ["an escaped name in the query", "/api/health?%5Frsc=1"],
    ["the header of a payload", "/api/health", { headers: { rsc: "1" } }],
    ["a header of the router", "/api/health", { headers: { "next-router-prefetch": "1" } }],
    ["a header of an action", "/api/health", { headers: { "next-action": "1" } }],
    ["a header of the proxy", "/api/health", { headers: { "x-middleware-subrequest": "1" } }],
    ["a header of a forged path", "/api/health", { headers: { "x-matched-path": "/" } }],
    ["a header that comes twice", "/api/health", { headers: { "set-cookie": ["a=1", "b=2"] } }],
    ["weighed codings", "/api/health", { headers: { "accept-encoding": "gzip;q=0" } }],
    ["any coding", "/api/health", { headers: { "accept-encoding": "*" } }],
    ["deflate", "/api/health", { headers: { "accept-encoding": "deflate" } }],
  ])("%s", (_case, url, request) => {
    expect(find(url, request)).toBeNull();
  });
});

it.each([
  ["gzip", true],
  ["br, GZIP", true],
  ["br", false],
  ["agzip", false],
  [undefined, false],
])("the codings “%s” include gzip: %s", (accepted, isIncluded) => {
  expect(acceptsGzip({ "accept-encoding": accepted })).toBe(isIncluded);
});

describe("the headers of the configuration", () => {
  const rule = (expression, value, conditions = []) => ({
    expression,
    conditions,
    headers: [{ key: "X-Policy", value }],
  });
  const https = { key: "x-forwarded-proto", expression: /^https$/ };
  const headerRules = [
    rule(/^\/api\//, "all"),
    rule(/^\/api\/badges$/, "badges"),
    { ...rule(/^/, "hsts", [https]), headers: [{ key: "X-Secure", value: "yes" }] },
  ];
  const list = (pathname, headers = {}) =>
    Object.fromEntries(findHeaders({ headerRules }, pathname, headers));

  it("come from each rule whose path matches, and the last one wins", () => {
    expect(list("/api/health")).toEqual({ "X-Policy": "all" });
    expect(list("/api/badges")).toEqual({ "X-Policy": "badges" });
    expect(list("/team")).toEqual({});
  });

  it("come from a rule with conditions only where the request meets them", () => {
    expect(list("/team", { "x-forwarded-proto": "https" })).toEqual({ "X-Secure": "yes" });
    expect(list("/team", { "x-forwarded-proto": "https,http" })).toEqual({});
  });
});
