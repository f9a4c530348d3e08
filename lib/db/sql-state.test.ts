import { describe, expect, it } from "vitest";
import { findSqlState } from "@/lib/db/sql-state";

describe("findSqlState", () => {
  it.each([
    ["an error of the driver", { code: "23505" }, "23505"],
    [
      "a raw query's",
      { code: "P2010", meta: { driverAdapterError: { cause: { originalCode: "22003" } } } },
      "22003",
    ],
    [
      "an error of the adapter that has only a kind",
      { cause: { kind: "DatabaseNotReachable" } },
      "08001",
    ],
    ["a transaction that found no connection", { code: "P2028" }, "53300"],
    ["a rejected connection", { code: "ECONNREFUSED" }, "08001"],
    ["an unknown host", { code: "ENOTFOUND" }, "08001"],
    ["an expired certificate", { code: "CERT_HAS_EXPIRED" }, "08001"],
    ["a timeout of the pool", new Error("timeout exceeded when trying to connect"), "08006"],
    [
      "an error that is wrapped twice",
      new Error("a", { cause: new Error("b", { cause: { code: "40P01" } }) }),
      "40P01",
    ],
    ["an error without a code", new Error("23505"), null],
    ["an error code of Prisma", { code: "P2025" }, null],
    ["a text", "23505", null],
    ["null", null, null],
  ])("is found: %s", (_what, error, state) => {
    expect(findSqlState(error)).toBe(state);
  });

  it("finds none in an error that is its own cause", () => {
    const error = new Error("round");
    error.cause = error;
    expect(findSqlState(error)).toBeNull();
  });
});
