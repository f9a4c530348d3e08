import { RequestProblem } from "@/lib/http/fetch-json";
import type { PlainMessageKey, Translate } from "@/lib/i18n/messages";

/** What a form knows better than the server: why the server may reject it, in the reader's language. */
export type KnownProblems = Readonly<Partial<Record<400 | 403 | 404 | 409 | 429, PlainMessageKey>>>;

const general: KnownProblems = {
  403: "problem.forbidden",
  404: "problem.gone",
  429: "problem.tooMany",
};

/** Why a write failed, as a sentence in the reader's language. The texts of the server are for programs. */
export function describeProblem(
  error: Error | null,
  translate: Translate,
  known: KnownProblems = {},
): string | null {
  if (error === null) {
    return null;
  }
  if (!(error instanceof RequestProblem)) {
    return translate("error.unreadable");
  }
  if (error.code === "unreachable") {
    return translate("problem.unreachable");
  }
  if (error.status === 401) {
    return translate("error.signedOut");
  }
  if (isServerError(error)) {
    return error.code === "overloaded"
      ? translate("problem.busy")
      : withReference(translate("problem.failed"), error, translate);
  }
  const texts = new Map(Object.entries({ ...general, ...known }));
  return translate(texts.get(String(error.status)) ?? "problem.rejected");
}

const loadProblems = new Map<number | null, PlainMessageKey>([
  [401, "error.signedOut"],
  [403, "error.forbidden"],
  [404, "error.gone"],
  [429, "error.busy"],
  [503, "error.busy"],
]);

/** Why a read failed, as a sentence in the reader's language. */
export function describeLoadProblem(error: Error, translate: Translate): string {
  if (!(error instanceof RequestProblem)) {
    return translate("error.unreadable");
  }
  if (error.code === "unreachable") {
    return translate("error.unreachable");
  }
  const known = loadProblems.get(error.status);
  if (known !== undefined) {
    return translate(known);
  }
  return error.code === "unreadable"
    ? translate("error.unreadable")
    : withReference(translate("error.failed"), error, translate);
}

/** Whether the server may have done the work or not. A response that cannot be read does not say. */
function isServerError({ status, code }: RequestProblem): boolean {
  return status === null || status >= 500 || code === "unreadable";
}

/** Adds the reference by which an operator finds the error in the log. */
function withReference(text: string, { requestId }: RequestProblem, translate: Translate): string {
  return requestId === null
    ? text
    : `${text} ${translate("error.reference", { reference: requestId })}.`;
}

/** Whether the server rejected this field of the request. */
export function isRejected(error: Error | null, field: string): boolean {
  return (
    error instanceof RequestProblem &&
    error.rejectedFields.some(({ name }) => name === field || name.startsWith(`${field}.`))
  );
}
