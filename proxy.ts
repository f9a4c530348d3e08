import { type NextRequest, NextResponse } from "next/server";
import { pagePathHeader } from "@/lib/auth/sign-in/safe-callback";
import { getEnvironment } from "@/lib/environment/environment";
import { buildContentSecurityPolicy, nonceHeader } from "@/lib/http/content-security-policy";

/**
 * Sets the nonce and the path of each page. Checks no access: every page and handler reads the session itself. Excludes
 * /api, because a proxy truncates request bodies at 10 MB.
 */
export default function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const environment = getEnvironment();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = buildContentSecurityPolicy({
    nonce,
    isDevelopment: environment.mode === "development",
    mayBeFramed: pathname.startsWith("/embed/"),
  });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(nonceHeader, nonce);
  headers.set(pagePathHeader, `${pathname}${search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  // Not in the configuration of Next.js, which is fixed at build time and cannot read NEXTAUTH_URL.
  if (environment.isHttps && request.headers.get("x-forwarded-proto") !== "https") {
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  }
  return response;
}

export const config = {
  matcher: ["/((?!api/|api$|_next/static/).*)"],
};
