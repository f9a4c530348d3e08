import { requireDocumented } from "@/app/api/openapi.json/testing/documented-response";
import type { FoundRoute } from "./route-tree";

export type Call = {
  readonly headers?: Readonly<Record<string, string>>;
  /** Parameters of the path and the query. Null leaves one out. */
  readonly parameters?: Readonly<Record<string, string | number | null>>;
  /** A parameter of the query to send twice. */
  readonly repeated?: string;
  /** Sent as JSON, a string unchanged. */
  readonly body?: unknown;
};

/**
 * Calls a route's handler with a request as it arrives by HTTP.
 * @throws Error where the response is not as the document of the API describes it.
 */
export async function callRoute(
  { path, method, handler }: FoundRoute,
  { headers = {}, parameters = {}, body, repeated }: Call,
): Promise<Response> {
  const search = new URLSearchParams();
  const segments: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) continue;
    if (path.includes(`{${name}}`)) segments[name] = String(value);
    else search.append(name, String(value));
  }
  if (repeated !== undefined) {
    search.append(repeated, "1");
    search.append(repeated, "2");
  }
  const pathname = path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(segments[name] ?? ""),
  );
  const query = search.size === 0 ? "" : `?${search}`;
  const request = new Request(`http://localhost:3000${pathname}${query}`, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve(segments) });
  await requireDocumented(handler.declaration.operationId, response);
  return response;
}

/** Status, headers and body without the parts that differ for every request. */
export async function toComparableText(response: Response): Promise<string> {
  const headers = [...response.headers]
    .filter(([name]) => name !== "x-request-id" && !name.startsWith("ratelimit"))
    .map(([name, value]) => `${name}: ${value}`);
  const text = (await response.text()).replace(/"request_id":"[^"]*"/, '"request_id":""');
  return [response.status, ...headers, text].join("\n");
}
