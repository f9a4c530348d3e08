import { describe, expect, it } from "vitest";
import { parseApiKey, toApiKey, toApiUrl, toKeyPrefix } from "./api-url";

const path = "/api/performance/user/{id}/trends";

describe("the key of a request", () => {
  it("has the segments of the path, then the query as text", () => {
    expect(toApiKey(path, { id: 5, days: 90 })).toEqual([
      ...["performance", "user", "5", "trends"],
      { days: "90" },
    ]);
    expect(toApiKey("/api/performance/contests/{id}", { id: 9_007_199_254_740_991n })).toEqual([
      ...["performance", "contests", "9007199254740991"],
      {},
    ]);
  });

  it("leaves out parameters that are null or undefined", () => {
    const input = { days: null, unseen: true, cursor: undefined };
    expect(toApiKey("/api/performance/contests", input)).toEqual([
      ...["performance", "contests"],
      { unseen: "true" },
    ]);
  });

  it("begins with the prefix of its path", () => {
    const prefix = toKeyPrefix("/api/performance");
    expect(toApiKey(path, { id: 5 }).slice(0, prefix.length)).toEqual(prefix);
  });

  it("cannot be made without a parameter of the path", () => {
    expect(() => toApiKey(path, { days: 90 })).toThrow("needs id");
  });
});

describe("the URL of a request", () => {
  it("escapes what a path or query does not allow", () => {
    expect(toApiUrl(path, { id: "a/b?", days: 7 })).toBe(
      "/api/performance/user/a%2Fb%3F/trends?days=7",
    );
    expect(toApiUrl("/api/performance/members", { search: "Zoë & Co", sort: "name" })).toBe(
      "/api/performance/members?search=Zo%C3%AB+%26+Co&sort=name",
    );
  });

  it("has no question mark without a query", () => {
    expect(toApiUrl("/api/tokens", {})).toBe("/api/tokens");
  });
});

describe("the parameters of a key", () => {
  it("are those that the key was made of, as text", () => {
    const key = toApiKey(path, { id: 5, days: 90, offset_days: null });
    expect(parseApiKey(path, key)).toEqual({ params: { id: "5" }, query: { days: "90" } });
  });

  it("ignore what follows the query", () => {
    const key = [...toApiKey("/api/performance/team", { limit: 100 }), "pages"];
    expect(parseApiKey("/api/performance/team", key)).toEqual({
      params: {},
      query: { limit: "100" },
    });
  });

  it.each([
    [["performance", "user", "5", "badges", {}]],
    [["performance", "user", "5", {}]],
    [["performance", "user", "5", "trends", "more", {}]],
    [["performance", "user", "5", "trends"]],
    [[]],
  ])("cannot be read from %j, the key of another path", (key) => {
    expect(() => parseApiKey(path, key)).toThrow(path);
  });
});
