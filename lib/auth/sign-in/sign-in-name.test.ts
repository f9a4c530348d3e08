import { describe, expect, it } from "vitest";
import { parseSignInName } from "@/lib/auth/sign-in/sign-in-name";

describe("parsing a sign-in name", () => {
  it.each([
    [" Ada@Example.org ", { kind: "email", email: "ada@example.org" }],
    ["Acme/john_doe", { kind: "username", organization: "acme", username: "john_doe" }],
    ["acme/John@x", { kind: "username", organization: "acme", username: "john@x" }],
    ["acme/a/b", { kind: "username", organization: "acme", username: "a/b" }],
  ])("parses %j", (text, name) => {
    expect(parseSignInName(text)).toEqual(name);
  });

  it.each([
    "",
    "   ",
    "john_doe",
    "/john_doe",
    "acme/",
    "a\u0000@b",
    "a@b\r\nc",
    `${"a".repeat(320)}@b`,
  ])("rejects %j", (text) => {
    expect(parseSignInName(text)).toBeNull();
  });
});
