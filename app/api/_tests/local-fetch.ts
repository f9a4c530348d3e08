import { requireDocumented } from "@/app/api/openapi.json/testing/documented-response";
import type { FoundRoute } from "./route-tree";

/** A `fetch` that calls the routes in this process. */
export function makeLocalFetch(routes: readonly FoundRoute[]) {
  return async (requested: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(requested, "http://localhost:3000");
    for (const { method, path, handler } of routes) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
      const match = new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(url.pathname);
      if (match === null || method !== (init.method ?? "GET")) continue;
      const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1]]));
      const response = await handler(new Request(url, init), { params: Promise.resolve(params) });
      await requireDocumented(handler.declaration.operationId, response);
      return response;
    }
    throw new Error(`There is no route ${init.method ?? "GET"} ${requested}.`);
  };
}

type Code = (...values: readonly unknown[]) => Promise<unknown>;

/**
 * Runs an example of the documentation.
 * @param scope the variables that the example uses.
 * @param result the variables of the example to return.
 */
export async function runExample(
  code: string,
  scope: Readonly<Record<string, unknown>>,
  result: readonly string[],
): Promise<Record<string, unknown>> {
  const AsyncFunction: unknown = Reflect.get(
    Object.getPrototypeOf(async () => {}),
    "constructor",
  );
  const Constructor = AsyncFunction as new (...source: readonly string[]) => Code;
  const run = new Constructor(...Object.keys(scope), `${code}\nreturn { ${result.join(", ")} };`);
  return Object.fromEntries(Object.entries(Object(await run(...Object.values(scope)))));
}
