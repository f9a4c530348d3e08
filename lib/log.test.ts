import { describe, expect, it } from "vitest";
import { describeError, getLogger, getRoutePattern, switchLogLevel } from "@/lib/log";

describe("the log", () => {
  it("contains the pattern of a URL instead of its parameters", () => {
    expect(getRoutePattern("/api/performance/user/7/history", { id: "7" })).toBe(
      "/api/performance/user/[id]/history",
    );
    expect(getRoutePattern("/api/a%20b", { name: "a b" })).toBe("/api/[name]");
    for (const value of ["grace@acme.example", "a:b,c+d=e;f", "grace%40acme.example"]) {
      expect(getRoutePattern(`/api/performance/user/${value}/history`, { id: value })).toBe(
        "/api/performance/user/[id]/history",
      );
    }
    expect(getRoutePattern("/api/grace@acme.example", { id: "grace%40acme.example" })).toBe(
      "/api/[id]",
    );
    expect(getRoutePattern("/api/auth/callback/x", { nextauth: ["callback", "x"] })).toBe(
      "/api/auth/[...nextauth]",
    );
    expect(getRoutePattern("/api/health", {})).toBe("/api/health");
  });

  it("switches to debug and back while the process runs", () => {
    const before = getLogger().level;
    const levels = [1, 2].map(() => {
      switchLogLevel();
      return getLogger().level;
    });
    expect(levels).toEqual(["debug", before]);
  });

  it("contains the stack of an error and not its message", () => {
    const error = new Error("password hunter2", { cause: new TypeError("token pts_x") });
    const described = JSON.stringify(describeError(error));
    expect(described).toContain("TypeError");
    expect(described).toContain("log.test.ts");
    expect(described).not.toMatch(/hunter2|pts_x/);
  });
});
