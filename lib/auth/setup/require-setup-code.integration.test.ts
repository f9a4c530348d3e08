import { afterAll, expect, it } from "vitest";
import { requireSetupCode } from "@/lib/auth/setup/require-setup-code";
import { clearSetupCode, getOrCreateSetupCode } from "@/lib/auth/setup/setup-code";
import { closeDatabase, getDatabase } from "@/lib/db/client";

const now = new Date("2026-07-04T10:00:01Z");

afterAll(async () => {
  clearSetupCode();
  await closeDatabase();
});

it("accepts the right setup code after any number of wrong ones, which are limited for each network", async () => {
  const { code } = getOrCreateSetupCode();
  const context = { database: getDatabase(), now, requestId: "setup-0001", source: "192.0.2.1" };
  const elsewhere = { ...context, source: "192.0.2.2" };
  for (let count = 0; count < 10; count += 1) {
    await expect(requireSetupCode(context, "wrong")).rejects.toMatchObject({
      code: "invalid_request",
    });
  }
  await expect(requireSetupCode(context, "wrong")).rejects.toMatchObject({ code: "rate_limited" });
  await expect(requireSetupCode(context, code)).resolves.toBeUndefined();
  await expect(requireSetupCode(elsewhere, "wrong")).rejects.toMatchObject({
    code: "invalid_request",
  });
});
