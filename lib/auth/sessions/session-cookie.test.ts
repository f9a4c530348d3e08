import { describe, expect, it } from "vitest";
import { findCookie, sessionCookieName } from "@/lib/auth/sessions/session-cookie";
import { parseEnvironment } from "@/lib/env";

describe("the session's cookie", () => {
  it("is bound to the host and to HTTPS where people come by HTTPS", () => {
    const nameAt = (address: string) =>
      sessionCookieName(parseEnvironment({ NEXTAUTH_URL: address }));
    expect(nameAt("https://score.example.org")).toBe("__Host-pts-session");
    expect(nameAt("http://localhost:3000")).toBe("pts-session");
  });

  it.each([
    ["pts-session=a", "a"],
    ["theme=dark; pts-session=a", "a"],
    ["x-pts-session=b; pts-session=a; pts-session=c", "a"],
    ["pts-session=a=b", "a=b"],
    ["pts-session", null],
    ["__Host-pts-session=a", null],
    ["", null],
    [null, null],
  ])("of %j is %j", (header, value) => {
    expect(findCookie(header, "pts-session")).toBe(value);
  });
});
