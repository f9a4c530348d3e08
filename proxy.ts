import { type NextRequest, NextResponse } from "next/server";
import { pagePathHeader } from "@/lib/auth/sign-in/safe-callback";
import { getEnvironment } from "@/lib/env";
import { buildContentSecurityPolicy, nonceHeader } from "@/lib/http/content-security-policy";

/**
 * Gives each page its nonce, and says which page it is. Nobody's access is decided here: every page and handler reads
 * the session itself. /api is left out: a body that passes through here is cut off at 10 MB.
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
  // The configuration of Next.js is fixed at the build, and knows only what a request says of itself.
  if (environment.isHttps && request.headers.get("x-forwarded-proto") !== "https") {
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  }
  return response;
}

export const config = {
  matcher: ["/((?!api/|api$|_next/static/).*)"],
};
