import { describe, expect, it } from "vitest";
import { findCookie, sessionCookieName } from "@/lib/auth/sessions/session-cookie";
import { parseEnvironment } from "@/lib/environment/environment";

describe("sessionCookieName", () => {
  it("binds the session cookie to the host and to HTTPS where the public URL is HTTPS", () => {
    const nameAt = (url: string) => sessionCookieName(parseEnvironment({ NEXTAUTH_URL: url }));
    expect(nameAt("https://score.example.org")).toBe("__Host-pts-session");
    expect(nameAt("http://localhost:3000")).toBe("pts-session");
  });
});

describe("findCookie", () => {
  it.each([
    ["pts-session=a", "a"],
    ["theme=dark; pts-session=a", "a"],
    ["x-pts-session=b; pts-session=a; pts-session=c", "a"],
    [" pts-session = a ;theme=dark", "a"],
    ["pts-session=a=b", "a=b"],
    ["pts-session=%61", "%61"],
    ["pts-session=%", "%"],
    ["pts-session=", ""],
    ["pts-session=; pts-session=a", ""],
    ["pts-session", null],
    ["pts-session; theme=dark", null],
    ["__Host-pts-session=a", null],
    ["", null],
    [null, null],
  ])("reads the session cookie in the header %j as %j", (header, value) => {
    expect(findCookie(header, "pts-session")).toBe(value);
  });

  it.each(["__proto__", "constructor", "toString"])(
    "finds no cookie named %s in a header without it",
    (name) => {
      expect(findCookie("theme=dark", name)).toBeNull();
    },
  );
});
