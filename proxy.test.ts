import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";

test.each([
  ["https://performance.example.org", "max-age=63072000; includeSubDomains"],
  ["http://localhost:3000", null],
])("a page of %s asks for HTTPS with %s", async (address, expected) => {
  vi.stubEnv("NEXTAUTH_URL", address);
  vi.resetModules();
  const { default: proxy } = await import("@/proxy");
  const response = proxy(new NextRequest("http://localhost:3000/sign-in"));
  expect(response.headers.get("strict-transport-security")).toBe(expected);
});
