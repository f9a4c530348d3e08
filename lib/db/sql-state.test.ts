import { describe, expect, it } from "vitest";
import { findSqlState } from "@/lib/db/sql-state";

describe("the SQLSTATE behind an error", () => {
  it.each([
    ["the driver's own", { code: "23505" }, "23505"],
    [
      "a raw query's",
      { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "22003" } } } },
      "22003",
    ],
    ["an adapter's that has only a kind", { cause: { kind: "DatabaseNotReachable" } }, "08001"],
    ["a transaction that found no connection", { code: "P2028" }, "53300"],
    ["a refused connection", { code: "ECONNREFUSED" }, "08001"],
    ["a pool's that waited in vain", new Error("timeout exceeded when trying to connect"), "08006"],
    [
      "one wrapped twice",
      new Error("a", { cause: new Error("b", { cause: { code: "40P01" } }) }),
      "40P01",
    ],
    ["none", new Error("23505"), null],
    ["none in a client's code", { code: "P2025" }, null],
    ["none in a text", "23505", null],
    ["none in nothing", null, null],
  ])("is found: %s", (_what, error, state) => {
    expect(findSqlState(error)).toBe(state);
  });

  it("ends with an error that is its own cause", () => {
    const error = new Error("round");
    error.cause = error;
    expect(findSqlState(error)).toBeNull();
  });
});
