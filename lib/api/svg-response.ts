import type { SvgImage } from "@/lib/http/svg-image";

/**
 * A picture that any page may show. It loads nothing and runs nothing, even where somebody opens it by itself, and is
 * never kept: what is taken back is gone with the next look.
 */
export function createSvgResponse({ svg }: SvgImage, requestId: string): Response {
  return new Response(svg, {
    headers: {
      "content-type": "image/svg+xml; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      "x-request-id": requestId,
    },
  });
}
