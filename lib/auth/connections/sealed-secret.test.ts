import { expect, it, vi } from "vitest";
import * as environment from "@/lib/environment/environment";
import { generateConnectionSecret, openSecret, sealSecret } from "./sealed-secret";

function useAuthSecret(authSecret: string): void {
  vi.spyOn(environment, "getEnvironment").mockReturnValue({
    ...environment.parseEnvironment({}),
    authSecret,
  });
}

it("opens a stored secret for its organization only, and with the same NEXTAUTH_SECRET only", () => {
  useAuthSecret("0123456789abcdef0123456789abcdef");
  const secret = generateConnectionSecret("github");
  const sealed = sealSecret(secret, { organizationId: 1 });
  expect(sealed).not.toContain(secret);
  expect(sealSecret(secret, { organizationId: 1 })).not.toBe(sealed);
  expect(openSecret(sealed, { organizationId: 1 })).toBe(secret);
  expect(openSecret(sealed, { organizationId: 2 })).toBeNull();
  expect(openSecret(`${sealed.slice(0, -4)}AAAA`, { organizationId: 1 })).toBeNull();
  expect(openSecret("nothing", { organizationId: 1 })).toBeNull();
  useAuthSecret("another-secret-of-32-characters!");
  expect(openSecret(sealed, { organizationId: 1 })).toBeNull();
});

it("generates secrets of 256 random bits in the form of each system", () => {
  const first = generateConnectionSecret("webhook");
  expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(generateConnectionSecret("webhook")).not.toBe(first);
  expect(generateConnectionSecret("jira")).toMatch(/^[A-Za-z0-9_-]{43}$/);
});
