import { describe, expect, it } from "vitest";
import { describeError, routePattern } from "@/lib/log";

describe("what is logged", () => {
  it("of an address is its pattern, never what stood in it", () => {
    expect(routePattern("/api/performance/user/7/history", { id: "7" })).toBe(
      "/api/performance/user/[id]/history",
    );
    expect(routePattern("/api/a%20b", { name: "a b" })).toBe("/api/[name]");
    for (const value of ["grace@acme.example", "a:b,c+d=e;f", "grace%40acme.example"]) {
      expect(routePattern(`/api/performance/user/${value}/history`, { id: value })).toBe(
        "/api/performance/user/[id]/history",
      );
    }
    expect(routePattern("/api/grace@acme.example", { id: "grace%40acme.example" })).toBe(
      "/api/[id]",
    );
    expect(routePattern("/api/auth/callback/x", { nextauth: ["callback", "x"] })).toBe(
      "/api/auth/[...nextauth]",
    );
    expect(routePattern("/api/health", {})).toBe("/api/health");
  });

  it("of an error is where it came from, not what it said", () => {
    const error = new Error("password hunter2", { cause: new TypeError("token pts_x") });
    const described = JSON.stringify(describeError(error));
    expect(described).toContain("TypeError");
    expect(described).toContain("log.test.ts");
    expect(described).not.toMatch(/hunter2|pts_x/);
  });
});
