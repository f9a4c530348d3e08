import { createResponseHeaders } from "@/lib/api/response-headers";
import type { SvgImage } from "@/lib/http/svg-image";

/**
 * An image that pages of any site may show. It loads and runs nothing, even when opened by itself, and is never cached:
 * a revoked image is gone at the next request.
 */
export function createSvgResponse({ svg }: SvgImage, requestId: string): Response {
  return new Response(svg, {
    headers: {
      "content-type": "image/svg+xml; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      ...createResponseHeaders(requestId),
    },
  });
}
