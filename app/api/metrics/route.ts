import { handleMetricsRequest } from "@/lib/api/metrics-request";
import { createMethodNotAllowedResponse } from "@/lib/api/problem";
import { getRequestId } from "@/lib/api/request-id";

const allow = "GET, HEAD, OPTIONS";

function reject(request: Request): Response {
  return createMethodNotAllowedResponse(allow, getRequestId(request.headers));
}

function listMethods(): Response {
  return new Response(null, { status: 204, headers: { allow } });
}

// It declares no route: it is for the operator's monitoring, and no part of the API.
export {
  handleMetricsRequest as GET,
  listMethods as OPTIONS,
  reject as DELETE,
  reject as PATCH,
  reject as POST,
  reject as PUT,
};
