import { describe, expect, it } from "vitest";
import { getSignInUrl, toSafeCallbackPath } from "@/lib/auth/sign-in/safe-callback";

describe("the page after signing in", () => {
  it.each(["/", "/team", "/team/members/7?days=90", "/logs?from=2026-01-01&q=a%2Fb"])(
    "returns to %s",
    (path) => {
      expect(toSafeCallbackPath(path)).toBe(path);
    },
  );

  it.each([
    null,
    undefined,
    "",
    "team",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/team/..//evil.example",
    "/%5c%5cevil.example/..//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/sign-in?callbackUrl=/sign-in",
    "/api/auth/signout",
  ])("goes to the first page instead of %j", (path) => {
    expect(toSafeCallbackPath(path)).toBe("/");
  });

  it("leaves the first page out of the URL of the sign-in page", () => {
    expect(getSignInUrl("/")).toBe("/sign-in");
    expect(getSignInUrl("/team?days=7")).toBe("/sign-in?callbackUrl=%2Fteam%3Fdays%3D7");
  });
});
