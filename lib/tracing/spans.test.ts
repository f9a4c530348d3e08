import { describe, expect, it } from "vitest";
import { findCause, findTraceId, inSpan, inStatementSpan, summarizeStatement } from "./spans";

describe("without tracing", () => {
  it("only does the work, whose promise it returns", () => {
    const promise = Promise.resolve(1);
    expect(inSpan({ kind: "internal", name: "test" }, () => promise)).toBe(promise);
    expect(inStatementSpan("SELECT 1", () => promise)).toBe(promise);
    expect([findTraceId(), findCause()]).toEqual([null, null]);
  });
});

describe("the summary of a statement", () => {
  it.each([
    ['select "a" from "users" where "name" = $1', "SELECT users"],
    ['SELECT "public"."users"."id" FROM "public"."users" WHERE 1=1', "SELECT users"],
    ["insert into sign_in_attempts (a) values ($1)", "INSERT sign_in_attempts"],
    ["UPDATE pts_jobs.job SET state = 'active'", "UPDATE pts_jobs.job"],
    ["with owner as (select id from users) delete from sessions", "SELECT users"],
    ["SET TRANSACTION READ ONLY", "SET"],
    ["VALUES (1)", "STATEMENT"],
  ])("has its verb and table, and no value: %s", (text, summary) => {
    expect(summarizeStatement(text)).toBe(summary);
  });
});
