import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { requireCallerContext } from "@/lib/api/caller-context";
import type { ToolCaller } from "@/lib/api/mcp/call-tool";
import { replaceMessages } from "@/lib/api/mcp/error-messages";
import { createMcpServer } from "@/lib/api/mcp/server";
import type { ToolRoute } from "@/lib/api/mcp/tool";
import { createProblemResponse } from "@/lib/api/problem";
import { countRequest, requireWithinRate, setRateHeaders } from "@/lib/api/rate-limit";
import { LARGEST_BODY } from "@/lib/api/read-body";
import { getRequestId } from "@/lib/api/request-id";
import { createResponseHeaders } from "@/lib/api/response-headers";
import { requireSameOrigin } from "@/lib/api/same-origin";
import { type CallingActor, getActorId } from "@/lib/context";
import { getDatabase } from "@/lib/db/client";
import { createUnauthenticatedError } from "@/lib/errors";
import { logRequest } from "@/lib/log";
import { countServedRequest } from "@/lib/metrics/metrics";

const rateHeaders = ["ratelimit-policy", "ratelimit"];

/**
 * Responds to a request of the Model Context Protocol (streamable HTTP, JSON responses, no session) with these routes
 * as tools. Each call of a tool is a request to its route with the same token: it is checked, counted, logged and
 * recorded there.
 */
export async function handleMcpRequest(
  request: Request,
  routes: readonly ToolRoute[],
): Promise<Response> {
  const startedAt = performance.now();
  const requestId = getRequestId(request.headers);
  let actor: CallingActor | null = null;
  let response: Response;
  try {
    actor = await requireTokenActor(request, requestId);
    response = await respond(request, routes, { actor, headers: request.headers, requestId });
  } catch (error) {
    response = createProblemResponse(error, requestId);
  }
  const { status } = response;
  const milliseconds = performance.now() - startedAt;
  const actorId = actor === null ? null : getActorId(actor);
  const route = new URL(request.url).pathname;
  const served = { method: request.method, route, requestId, actorId, status, milliseconds };
  logRequest(served);
  countServedRequest(served);
  return response;
}

/** The session of a browser is no credential here. */
async function requireTokenActor(request: Request, requestId: string): Promise<CallingActor> {
  const { headers } = request;
  if (!headers.has("authorization")) throw createUnauthenticatedError();
  // The specification requires it: a page of another site may not call, whatever token it has.
  if (headers.has("origin")) requireSameOrigin(headers);
  const base = { database: getDatabase(), now: new Date(), requestId };
  const { actor } = await requireCallerContext(request, base);
  return actor;
}

async function respond(
  request: Request,
  routes: readonly ToolRoute[],
  caller: ToolCaller,
): Promise<Response> {
  let lastCall: Response | null = null;
  const server = createMcpServer(routes, caller, (response) => {
    lastCall = response;
  });
  const transport = new WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: true,
    maxRequestBodySize: LARGEST_BODY,
  });
  await server.connect(transport);
  const response = await transport.handleRequest(request);
  const body = replaceMessages(await response.text(), response.status);
  await server.close();
  const headers = new Headers(response.headers);
  await setRates(headers, lastCall, caller.actor);
  for (const [name, value] of Object.entries(createResponseHeaders(caller.requestId))) {
    headers.set(name, value);
  }
  headers.set("cache-control", "private, no-store");
  return new Response(body === "" ? null : body, { status: response.status, headers });
}

/**
 * Sets the state of the rate limit. A call of a tool was counted by its route; a request without one counts itself.
 * @throws AppError `rate_limited`.
 */
async function setRates(
  headers: Headers,
  lastCall: Response | null,
  actor: CallingActor,
): Promise<void> {
  if (lastCall === null) {
    const rate = await countRequest(actor);
    requireWithinRate(rate);
    setRateHeaders(headers, rate);
    return;
  }
  for (const name of rateHeaders) headers.set(name, lastCall.headers.get(name) ?? "");
}
