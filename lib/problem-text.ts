import { RequestProblem } from "@/lib/fetch-json";
import type { MessageKey, Translate } from "@/lib/messages";

/** What a form knows better than the server: why it may be refused, in the reader's language. */
export type KnownProblems = Readonly<Partial<Record<400 | 403 | 404 | 409 | 429, MessageKey>>>;

const general: KnownProblems = {
  403: "problem.forbidden",
  404: "problem.gone",
  429: "problem.tooMany",
};

/** Why a request did not do what was asked, in a sentence for people. */
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
  const texts = new Map(Object.entries({ ...general, ...known }));
  const key = texts.get(String(error.status));
  return key === undefined
    ? (error.detail ?? error.title ?? translate("error.unreadable"))
    : translate(key);
}

/** Whether the server refused this field of the request. */
export function isRefused(error: Error | null, field: string): boolean {
  return (
    error instanceof RequestProblem &&
    error.refusedFields.some(({ name }) => name === field || name.startsWith(`${field}.`))
  );
}
