import { readdirSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { expect, it } from "vitest";
import { listRoutes } from "./list-routes";

/**
 * Routes of next-auth, of the operator's monitoring, of MCP, whose protocol OpenAPI does not describe, and those that
 * respond where the API has no path.
 */
const undeclared = [
  ...["/api/auth/[...nextauth]", "/api/metrics", "/api/mcp"],
  ...["/api/[[...path]]", "/api/unservable/[reason]"],
];

function listFolders(): readonly string[] {
  return readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(`${sep}route.ts`))
    .map((file) => join("/api", dirname(file)).split(sep).join("/"));
}

it("lists a route for every route file on disk, and no other", async () => {
  const listed = new Set((await listRoutes()).map(({ path }) => path));
  const folders = listFolders().filter((folder) => !undeclared.includes(folder));
  const paths = folders.map((folder) => folder.replace(/\[(\w+)\]/g, "{$1}"));
  expect([...listed].toSorted()).toEqual(paths.toSorted());
  expect(listed.size).toBeGreaterThan(50);
});

it("lists the methods of a path with their declarations", async () => {
  const found = (await listRoutes()).filter(({ path }) => path === "/api/performance/teams/{id}");
  expect(found.map(({ method }) => method)).toEqual(["GET", "PATCH", "DELETE"]);
  expect(found[1]?.handler.declaration.access).toEqual({ permission: "manage_organization" });
});

it("serves each read by the GET of its path", async () => {
  const served = (await listRoutes()).filter(({ handler }) => handler.declaration.read);
  const places = served.map(({ method, path }) => `${method} ${path}`);
  expect(places).toEqual(served.map(({ handler }) => `GET ${handler.declaration.read?.path}`));
  expect(places.length).toBeGreaterThan(25);
});
