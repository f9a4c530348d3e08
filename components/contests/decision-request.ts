import { RequestProblem } from "@/lib/http/fetch-json";
import { describeProblem, isRejected } from "@/lib/http/problem-text";
import type { PlainMessageKey, Translate } from "@/lib/i18n/messages";

/** The same error with the facts named as fields of the assignment, as the inputs name them. */
export function toFactProblem(error: Error | null): Error | null {
  if (!(error instanceof RequestProblem)) return error;
  const { status, code, title, detail, requestId } = error;
  const rejectedFields = error.rejectedFields.flatMap(({ name, reason }) =>
    name.startsWith("facts.") ? [{ name: name.slice("facts.".length), reason }] : [],
  );
  return new RequestProblem({ status, code, title, detail, requestId, rejectedFields });
}

/** Why a contest was not decided, in a sentence. */
export function describeDecisionProblem(error: Error | null, translate: Translate): string | null {
  const isFieldRejected = error instanceof RequestProblem && error.status === 400;
  if (!isFieldRejected) {
    return describeProblem(error, translate, {
      403: "contests.notYours",
      409: "contests.overtaken",
    });
  }
  const factProblem = toFactProblem(error);
  const factKey: PlainMessageKey =
    factProblem instanceof RequestProblem && factProblem.rejectedFields.length > 0
      ? "problem.fields"
      : "contests.changesNothing";
  return translate(isRejected(error, "facts") ? factKey : "problem.fields");
}
