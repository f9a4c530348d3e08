import { problemResponse } from "@/lib/api/problem";
import { requestIdOf } from "@/lib/api/request-id";
import { notFoundError } from "@/lib/errors";

/** Every address below /api that nobody declared, for every method. */
function answerNothing(request: Request): Response {
  return problemResponse(notFoundError(), requestIdOf(request.headers));
}

export {
  answerNothing as DELETE,
  answerNothing as GET,
  answerNothing as OPTIONS,
  answerNothing as PATCH,
  answerNothing as POST,
  answerNothing as PUT,
};
