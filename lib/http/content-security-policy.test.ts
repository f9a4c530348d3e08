import { describe, expect, it } from "vitest";
import { buildContentSecurityPolicy } from "@/lib/http/content-security-policy";

const page = { nonce: "bm9uY2U=", isDevelopment: false, mayBeFramed: false };

describe("the content security policy", () => {
  it("runs only scripts with the nonce, and nothing inline or evaluated", () => {
    const policy = buildContentSecurityPolicy(page);
    expect(policy).toContain("script-src 'self' 'nonce-bm9uY2U=' 'strict-dynamic';");
    expect(policy).not.toContain("unsafe");
  });

  it("allows frames of other sites only for a page that is made for them", () => {
    expect(buildContentSecurityPolicy(page)).toContain("frame-ancestors 'none'");
    expect(buildContentSecurityPolicy({ ...page, mayBeFramed: true })).toContain(
      "frame-ancestors *",
    );
  });

  it("allows evaluated code only in development", () => {
    expect(buildContentSecurityPolicy({ ...page, isDevelopment: true })).toContain("'unsafe-eval'");
  });
});
