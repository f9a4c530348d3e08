import { handleMcpRequest } from "@/lib/api/mcp/mcp-request";
import { createMethodNotAllowedResponse } from "@/lib/api/problem";
import { getRequestId } from "@/lib/api/request-id";
import { createResponseHeaders } from "@/lib/api/response-headers";
import { toolRoutes } from "./tools";

const allow = "POST, OPTIONS";

function respond(request: Request): Promise<Response> {
  return handleMcpRequest(request, toolRoutes);
}

function reject({ headers }: Request): Response {
  return createMethodNotAllowedResponse(allow, getRequestId(headers));
}

function listMethods({ headers }: Request): Response {
  const common = createResponseHeaders(getRequestId(headers));
  return new Response(null, { status: 204, headers: { ...common, allow } });
}

// It declares no route: its protocol is JSON-RPC, which OpenAPI does not describe, and its tools are routes themselves.
export {
  listMethods as OPTIONS,
  reject as DELETE,
  reject as GET,
  reject as PATCH,
  reject as PUT,
  respond as POST,
};
