import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * Loads the routes of the API from a build: all but sign-in, and those that take any number of path segments.
 * Other work of the process goes on meanwhile.
 * @returns what `findRoute` and `findHeaders` need.
 * @throws Error where the build has not the shape that this version of Next.js gives it.
 */
export async function loadCompiledRoutes(buildFolder) {
  const read = (file) => JSON.parse(readFileSync(join(buildFolder, file), "utf8"));
  const files = read("server/app-paths-manifest.json");
  const { dynamicRoutes, headers, basePath, rewrites, redirects } = read("routes-manifest.json");
  check(isApiOfFiles(files), "the API has only route files, in folders without groups");
  check(basePath === "", "there is no base path");
  check(Object.values(rewrites).flat().length === 0, "there are no rewrites");
  check(
    redirects.every(({ internal }) => internal === true),
    "there are no redirects",
  );
  const handlersOf = new Map();
  for (const [name, file] of Object.entries(files)) {
    const page = name.replace(/\/route$/, "");
    if (!isDispatched(page)) continue;
    handlersOf.set(page, await loadHandlers(resolve(buildFolder, "server", file)));
    await nextTurn();
  }
  return {
    fixed: new Map([...handlersOf].filter(([page]) => !page.includes("["))),
    dynamic: listDynamic(dynamicRoutes, handlersOf),
    headerRules: headers.map(readHeaderRule),
  };
}

const isApi = (page) => page.startsWith("/api/");

const isDispatched = (page) =>
  isApi(page) && !page.startsWith("/api/auth/") && !page.includes("[...");

function isApiOfFiles(files) {
  return Object.keys(files)
    .filter(isApi)
    .every((name) => /^[^()@]+\/route$/.test(name));
}

async function loadHandlers(file) {
  const { routeModule } = createRequire(file)(file);
  check(typeof routeModule?.ensureUserland === "function", `${file} has a route module`);
  await routeModule.ensureUserland();
  const exported = Object.entries(routeModule.userland);
  const handlers = new Map(exported.filter(([name]) => methods.includes(name)));
  check(handlers.size > 0, `${file} exports a handler`);
  check(
    [...handlers.values()].every((handler) => typeof handler === "function"),
    `each handler of ${file} is a function`,
  );
  return handlers;
}

/** In the order in which Next.js tries them. One without handlers is for Next.js. */
function listDynamic(dynamicRoutes, handlersOf) {
  const listed = dynamicRoutes.filter(({ page }) => isApi(page));
  const patterns = [...handlersOf.keys()].filter((page) => page.includes("["));
  check(
    patterns.every((pattern) => listed.some(({ page }) => page === pattern)),
    "each route with parameters has a regular expression",
  );
  return listed.map(({ page, regex }) => ({
    expression: new RegExp(regex),
    names: [...page.matchAll(/\[([^\].]+)\]/g)].map(([, name]) => name),
    handlers: handlersOf.get(page) ?? null,
  }));
}

function readHeaderRule({ regex, has = [], missing = [], headers }) {
  check(
    missing.length === 0 &&
      has.every(({ type, value }) => type === "header" && typeof value === "string"),
    "the headers of responses depend on headers of requests only",
  );
  check(
    headers.every(({ key, value }) => !/:/.test(key) && !/:[a-z]/i.test(value)),
    "the headers of responses contain no parameters",
  );
  return {
    expression: new RegExp(regex),
    conditions: has.map(({ key, value }) => ({ key, expression: new RegExp(`^${value}$`) })),
    headers,
  };
}

function check(isMet, expectation) {
  if (!isMet) throw new Error(`Not so in this build: ${expectation}.`);
}
