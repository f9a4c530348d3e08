import { requireDocumented } from "@/app/api/openapi.json/testing/documented-response";
import { createProblemResponse } from "@/lib/api/problem";
import { readJsonBody } from "@/lib/api/read-body";
import { readInput } from "@/lib/api/read-input";
import { getRequestId } from "@/lib/api/request-id";
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

type ArrivedRequest = {
  readonly request: Request;
  /** The parameters of the path. */
  readonly segments: Readonly<Record<string, string>>;
};

/**
 * Calls a route's handler with a request as it arrives by HTTP.
 * @throws Error where the response is not as the document of the API describes it.
 */
export async function callRoute(route: FoundRoute, call: Call): Promise<Response> {
  const { request, segments } = createRequest(route, call);
  const { handler } = route;
  const response = await handler(request, { params: Promise.resolve(segments) });
  await requireDocumented(handler.declaration.operationId, response);
  return response;
}

/**
 * The response to input that the schemas of a route reject, as `callRoute` has it for a caller who may call the route,
 * but without reading who that is. Null: the schemas accept the input.
 */
export async function findRejection(route: FoundRoute, call: Call): Promise<Response | null> {
  const { request, segments } = createRequest(route, call);
  const search = new URL(request.url).searchParams;
  const readBody = () => readJsonBody(request);
  try {
    await readInput(route.declaration, { params: segments, search, readBody });
    return null;
  } catch (error) {
    return createProblemResponse(error, getRequestId(request.headers));
  }
}

function createRequest(
  { path, method }: FoundRoute,
  { headers = {}, parameters = {}, body, repeated }: Call,
): ArrivedRequest {
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
  return { request, segments };
}

/** Status, headers and body without the parts that differ for every request. */
export async function toComparableText(response: Response): Promise<string> {
  const headers = [...response.headers]
    .filter(([name]) => name !== "x-request-id" && !name.startsWith("ratelimit"))
    .map(([name, value]) => `${name}: ${value}`);
  const text = (await response.text()).replace(/"request_id":"[^"]*"/, '"request_id":""');
  return [response.status, ...headers, text].join("\n");
}
