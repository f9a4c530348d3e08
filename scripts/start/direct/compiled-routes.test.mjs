import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadCompiledRoutes } from "./compiled-routes.mjs";
import { createDispatcher } from "./dispatch.mjs";

const routeFile = (handlers) =>
  `exports.routeModule = { ensureUserland: async () => {}, userland: { ${handlers} } };`;

const goodFiles = {
  "server/app/page.js": "throw new Error('A page is no route of the API.');",
  "server/app/api/health/route.js": routeFile("GET: () => 1, POST: () => 2, dynamic: 'auto'"),
  "server/app/api/work/[id]/route.js": routeFile("GET: () => 3"),
  "server/app/api/auth/[...nextauth]/route.js": "throw new Error('Sign-in is not loaded.');",
};
const goodRoutes = {
  basePath: "",
  rewrites: { beforeFiles: [], afterFiles: [], fallback: [] },
  redirects: [{ internal: true, source: "/:path+/" }],
  dynamicRoutes: [
    { page: "/api/auth/[...nextauth]", regex: "^/api/auth/(.+?)(?:/)?$" },
    { page: "/api/work/[id]", regex: "^/api/work/([^/]+?)(?:/)?$" },
  ],
  headers: [
    {
      regex: "^/api/.*$",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [{ key: "X-Frame-Options", value: "DENY" }],
    },
  ],
};

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pts-build-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeBuild({ files = {}, routes = {} } = {}) {
  const all = { ...goodFiles, ...files };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const manifest = Object.fromEntries(
    Object.keys(all).map((file) => [file.slice("server/app".length, -3), file.slice(7)]),
  );
  writeFileSync(join(folder, "server/app-paths-manifest.json"), JSON.stringify(manifest));
  const text = JSON.stringify({ ...goodRoutes, ...routes });
  writeFileSync(join(folder, "routes-manifest.json"), text);
}

describe("the routes of a build", () => {
  it("are its handlers by path, without sign-in", async () => {
    writeBuild();
    const { fixed, dynamic, headerRules } = await loadCompiledRoutes(folder);
    expect([...fixed].map(([path, handlers]) => [path, [...handlers.keys()]])).toEqual([
      ["/api/health", ["GET", "POST"]],
    ]);
    expect(dynamic.map(({ names, handlers }) => [names, handlers && [...handlers.keys()]])).toEqual(
      [
        [[], null],
        [["id"], ["GET"]],
      ],
    );
    expect(headerRules).toHaveLength(1);
  });

  const health = "server/app/api/health/route.js";
  it.each([
    ["a module without a route", { files: { [health]: "exports.handler = () => 1;" } }],
    ["a module that loads otherwise", { files: { [health]: "exports.routeModule = {};" } }],
    ["a route without handlers", { files: { [health]: routeFile("") } }],
    ["a handler that is no function", { files: { [health]: routeFile("GET: 1") } }],
    ["a module that throws", { files: { [health]: "throw new Error('broken');" } }],
    ["a page below /api", { files: { "server/app/api/page.js": "" } }],
    ["a group below /api", { files: { "server/app/api/(a)/b/route.js": routeFile("GET() {}") } }],
    ["a base path", { routes: { basePath: "/base" } }],
    ["a rewrite", { routes: { rewrites: { beforeFiles: [{ source: "/a" }] } } }],
    ["a redirect", { routes: { redirects: [{ source: "/a" }] } }],
    ["a parameter without an expression", { routes: { dynamicRoutes: [] } }],
    ["no headers", { routes: { headers: undefined } }],
    [
      "headers that depend on cookies",
      { routes: { headers: [{ regex: "", has: [{ type: "cookie", key: "a" }], headers: [] }] } },
    ],
  ])("all go through the router, with a warning, where the build has %s", async (_case, build) => {
    writeBuild(build);
    await expect(loadCompiledRoutes(folder)).rejects.toThrow();
    const warn = vi.fn();
    const dispatcher = createDispatcher({ buildFolder: folder, origin: "x", warn });
    await dispatcher.load();
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining("All requests of the API go through the router"),
    );
    expect(dispatcher.dispatch({ method: "GET", url: "/api/work/1", headers: {} }, {})).toBe(false);
  });
});
