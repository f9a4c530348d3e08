import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";

test.each([
  ["https://performance.example.org", "max-age=63072000; includeSubDomains"],
  ["http://localhost:3000", null],
])("sets Strict-Transport-Security for pages of %s to %j", async (publicUrl, expected) => {
  vi.stubEnv("NEXTAUTH_URL", publicUrl);
  vi.resetModules();
  const { default: proxy } = await import("@/proxy");
  const response = proxy(new NextRequest("http://localhost:3000/sign-in"));
  expect(response.headers.get("strict-transport-security")).toBe(expected);
});
