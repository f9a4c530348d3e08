import type { FoundRoute } from "./route-tree";

export type Call = {
  readonly headers?: Readonly<Record<string, string>>;
  /** Parameters of the path and the query by name; null ones are left out. */
  readonly parameters?: Readonly<Record<string, string | number | null>>;
  /** A parameter of the query that is there once more. */
  readonly again?: string;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
};

/** Calls a route's handler with a request as it would come by HTTP. */
export async function callRoute(
  { path, method, handler }: FoundRoute,
  { headers = {}, parameters = {}, body, again }: Call,
): Promise<Response> {
  const search = new URLSearchParams();
  const segments: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) continue;
    if (path.includes(`{${name}}`)) segments[name] = String(value);
    else search.append(name, String(value));
  }
  if (again !== undefined) {
    search.append(again, "1");
    search.append(again, "2");
  }
  const address = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(segments[name] ?? ""));
  const query = search.size === 0 ? "" : `?${search}`;
  const request = new Request(`http://localhost:3000${address}${query}`, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return await handler(request, { params: Promise.resolve(segments) });
}

/** What two answers that must not be told apart are compared by: all of it but what differs for every request. */
export async function fingerprint(response: Response): Promise<string> {
  const headers = [...response.headers]
    .filter(([name]) => name !== "x-request-id" && !name.startsWith("ratelimit"))
    .map(([name, value]) => `${name}: ${value}`);
  const text = (await response.text()).replace(/"request_id":"[^"]*"/, '"request_id":""');
  return [response.status, ...headers, text].join("\n");
}
