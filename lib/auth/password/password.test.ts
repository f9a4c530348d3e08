import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "@/lib/auth/password/password";

describe("a password", () => {
  it("is kept as Argon2id with 19 MiB, two passes and one lane, salted", async () => {
    const first = await hashPassword("correct horse battery");
    const second = await hashPassword("correct horse battery");
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
  });

  it("is known again, however its accents were composed, and no other is", async () => {
    const kept = await hashPassword("Käse zum Frühstück");
    expect(await verifyPassword(kept, "Käse zum Frühstück".normalize("NFD"))).toBe(true);
    expect(await verifyPassword(kept, "kase zum fruhstuck")).toBe(false);
  });

  it("is wrong for somebody without one", async () => {
    expect(await verifyPassword(null, "correct horse battery")).toBe(false);
  });

  it.each(["", "seven77", "x".repeat(257)])("is refused when its length is wrong", async (text) => {
    await expect(hashPassword(text)).rejects.toMatchObject({ code: "invalid_request" });
  });
});
