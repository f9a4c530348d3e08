import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password/password";

describe("passwords", () => {
  it("hashes a password with a salt by Argon2id with 19 MiB, two passes and one lane", async () => {
    const first = await hashPassword("correct horse battery");
    const second = await hashPassword("correct horse battery");
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it("accepts the right password in any Unicode composition, and rejects another one", async () => {
    const stored = await hashPassword("Käse zum Frühstück");
    expect(await verifyPassword(stored, "Käse zum Frühstück".normalize("NFD"))).toBe(true);
    expect(await verifyPassword(stored, "kase zum fruhstuck")).toBe(false);
  });

  it("rejects every password for a member without one", async () => {
    expect(await verifyPassword(null, "correct horse battery")).toBe(false);
  });

  it.each(["", "seven77", "x".repeat(257)])(
    "rejects a new password of invalid length",
    async (text) => {
      await expect(hashPassword(text)).rejects.toMatchObject({ code: "invalid_request" });
    },
  );
});
