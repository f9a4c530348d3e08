import { describe, expect, it } from "vitest";
import { findMalformed } from "@/lib/api/unservable";

describe("a request that the framework cannot read", () => {
  it.each([
    ["TRACE", "/", "method"],
    ["PROPFIND", "/api/health", "method"],
    ["get", "/", "method"],
    ["GET", "/api/performance/user/%E0%A4%A", "address"],
    ["GET", "/%", "address"],
    ["GET", "/%ff", "address"],
  ])("is found: %s %s", (method, address, reason) => {
    expect(findMalformed(method, address)).toBe(reason);
  });

  it.each([
    ["GET", "/api/performance/user/7?name=%ff"],
    ["POST", "/a%20b/%C3%A9"],
    ["HEAD", ""],
  ])("is not %s %s", (method, address) => {
    expect(findMalformed(method, address)).toBeNull();
  });
});
