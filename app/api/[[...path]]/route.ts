import { createProblemResponse } from "@/lib/api/problem";
import { getRequestId } from "@/lib/api/request-id";
import { notFoundError } from "@/lib/errors";

/** Every address below /api that nobody declared, for every method. */
function answerNothing(request: Request): Response {
  return createProblemResponse(notFoundError(), getRequestId(request.headers));
}

export {
  answerNothing as DELETE,
  answerNothing as GET,
  answerNothing as OPTIONS,
  answerNothing as PATCH,
  answerNothing as POST,
  answerNothing as PUT,
};
