import type { FoundRoute } from "./route-tree";

/** `fetch` of this process's own routes, for code that calls them as a browser would. */
export function makeLocalFetch(routes: readonly FoundRoute[]) {
  return async (address: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(address, "http://localhost:3000");
    for (const { method, path, handler } of routes) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
      const match = new RegExp(`^${path.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(url.pathname);
      if (match === null || method !== (init.method ?? "GET")) continue;
      const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1]]));
      return await handler(new Request(url, init), { params: Promise.resolve(params) });
    }
    throw new Error(`There is no route ${init.method ?? "GET"} ${address}.`);
  };
}

type Code = (...values: readonly unknown[]) => Promise<unknown>;

/** Runs a piece of a page of documentation, with these names in scope; answers what `result` names in the end. */
export async function runExample(
  code: string,
  scope: Readonly<Record<string, unknown>>,
  result: readonly string[],
): Promise<Record<string, unknown>> {
  const AsyncFunction: unknown = Reflect.get(
    Object.getPrototypeOf(async () => {}),
    "constructor",
  );
  const make = AsyncFunction as new (...source: readonly string[]) => Code;
  const run = new make(...Object.keys(scope), `${code}\nreturn { ${result.join(", ")} };`);
  return Object.fromEntries(Object.entries(Object(await run(...Object.values(scope)))));
}
