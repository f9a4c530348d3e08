import { parseSetCookie } from "cookie";
import { describe, expect, it } from "vitest";
import {
  isKnownDevice,
  readDevice,
  rememberDevice,
  unknownDevice,
} from "@/lib/auth/sign-in/known-device";
import { parseEnvironment } from "@/lib/environment/environment";

const environment = parseEnvironment({ NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef" });
const names = ["acme/jane", "jane@acme.example"];

/** The `Cookie` header of a browser after it received this `Set-Cookie` header. */
function toCookies(header: string): string {
  const { name, value } = parseSetCookie(header);
  return `other=1; ${name}=${value}`;
}

describe("a device", () => {
  it("is known for each name of the member who signed in on it, and for no other", () => {
    const device = readDevice(
      toCookies(rememberDevice(unknownDevice, names, environment)),
      environment,
    );
    expect(names.map((name) => isKnownDevice(device, name, environment))).toEqual([true, true]);
    expect(isKnownDevice(device, " ACME/Jane ", environment)).toBe(true);
    expect(isKnownDevice(device, "acme/john", environment)).toBe(false);
  });

  it("stays known for other members who signed in on it, for the last five", () => {
    let device = unknownDevice;
    for (let member = 1; member <= 6; member += 1) {
      const ofMember = [`acme/m${member}`, `m${member}@acme.example`];
      device = readDevice(toCookies(rememberDevice(device, ofMember, environment)), environment);
    }
    const known = [1, 2, 3, 4, 5, 6].filter((member) =>
      isKnownDevice(device, `acme/m${member}`, environment),
    );
    expect(known).toEqual([2, 3, 4, 5, 6]);
  });

  it.each(["", "x", "a".repeat(22), `${"a".repeat(22)}~${"b".repeat(22)}`, `${"a".repeat(22)}~`])(
    "is known for no name when its cookie was made elsewhere: %s",
    (value) => {
      const device = readDevice(`pts-device=${value}`, environment);
      expect(isKnownDevice(device, "acme/jane", environment)).toBe(false);
    },
  );

  it("is unknown with the marks of another device, or of another server", () => {
    const [, cookie = ""] = toCookies(rememberDevice(unknownDevice, names, environment)).split(
      "=1; ",
    );
    const moved = cookie.replace(/=[\w-]{22}/, `=${"a".repeat(22)}`);
    expect(isKnownDevice(readDevice(moved, environment), "acme/jane", environment)).toBe(false);
    const other = { ...environment, authSecret: "another secret of 32 bytes or more" };
    expect(isKnownDevice(readDevice(cookie, other), "acme/jane", other)).toBe(false);
  });

  it("has a cookie that scripts cannot read, contains no name, and over HTTPS is bound to the host", () => {
    const plain = rememberDevice(unknownDevice, names, environment);
    expect(plain).toMatch(
      /^pts-device=[\w-]{22}(~[\w-]{22}){2}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const secure = rememberDevice(unknownDevice, names, { ...environment, isHttps: true });
    expect(secure).toMatch(/^__Host-pts-device=.*; Secure/);
  });
});
