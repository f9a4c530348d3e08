import { describe, expect, it } from "vitest";
import { createTranslate } from "@/lib/i18n/messages";
import german from "@/messages/de.json";
import { RequestProblem } from "./fetch-json";
import { describeLoadProblem, describeProblem } from "./problem-text";

const translate = createTranslate("de", german);

/** A problem with the English texts of the server. */
function createProblem(status: number, code: string) {
  return new RequestProblem({
    status,
    code,
    title: "English title",
    detail: "English detail",
    requestId: "r-1",
  });
}

const problems = [
  [400, "invalid_request"],
  [401, "unauthenticated"],
  [403, "forbidden"],
  [404, "not_found"],
  [405, "method_not_allowed"],
  [409, "conflict"],
  [413, "payload_too_large"],
  [415, "unsupported_media_type"],
  [429, "rate_limited"],
  [500, "internal"],
  [502, "unreadable"],
  [200, "unreadable"],
  [503, "overloaded"],
  [503, "unavailable"],
] as const;

describe("the text of a problem", () => {
  it.each(problems)("is in the reader's language after a write: %s %s", (status, code) => {
    expect(describeProblem(createProblem(status, code), translate)).not.toContain("English");
  });

  it.each(problems)("is in the reader's language after a read: %s %s", (status, code) => {
    expect(describeLoadProblem(createProblem(status, code), translate)).not.toContain("English");
  });

  it("is what a form knows better, where it does", () => {
    const problem = createProblem(409, "conflict");
    expect(describeProblem(problem, translate, { 409: "teams.taken" })).toBe(german.teams.taken);
  });

  it("names the reference of a server error, and does not claim that nothing was saved", () => {
    const text = describeProblem(createProblem(500, "internal"), translate);
    expect(text).toContain("r-1");
    expect(text).toContain(german.problem.failed);
    expect(describeProblem(createProblem(200, "unreadable"), translate)).toContain(
      german.problem.failed,
    );
    expect(describeProblem(createProblem(503, "overloaded"), translate)).toBe(german.problem.busy);
  });
});
