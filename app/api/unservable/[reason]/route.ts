import { createMethodNotAllowedResponse, createProblemResponse } from "@/lib/api/problem";
import { getRequestId } from "@/lib/api/request-id";
import { AppError } from "@/lib/errors";

/** Where requests end that the framework cannot read: see lib/api/unservable.ts. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ reason: string }> },
): Promise<Response> {
  const requestId = getRequestId(request.headers);
  if ((await params).reason === "method") {
    return createMethodNotAllowedResponse(
      "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
      requestId,
    );
  }
  return createProblemResponse(
    new AppError("invalid_request", "This address is not valid: check its percent signs."),
    requestId,
  );
}
