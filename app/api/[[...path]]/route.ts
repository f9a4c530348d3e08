import { createProblemResponse } from "@/lib/api/problem";
import { getRequestId } from "@/lib/api/request-id";
import { createNotFoundError } from "@/lib/errors";

/** Responds with 404 to every URL below /api that no route declares, for every method. */
function respondNotFound(request: Request): Response {
  return createProblemResponse(createNotFoundError(), getRequestId(request.headers));
}

export {
  respondNotFound as DELETE,
  respondNotFound as GET,
  respondNotFound as OPTIONS,
  respondNotFound as PATCH,
  respondNotFound as POST,
  respondNotFound as PUT,
};
