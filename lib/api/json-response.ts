import { createHash } from "node:crypto";
import { createResponseHeaders } from "@/lib/api/response-headers";

type JsonContent = { readonly body: unknown; readonly status: number; readonly requestId: string };

/** A JSON response with an ETag of its body; 304 without a body where the request has this ETag. */
export function createJsonResponse(request: Request, content: JsonContent): Response {
  const text = JSON.stringify(content.body);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "cache-control": "private, no-store",
    ...createResponseHeaders(content.requestId),
  };
  if (request.method === "GET" || request.method === "HEAD") {
    const tag = `"${createHash("sha1").update(text).digest("base64url")}"`;
    headers.etag = tag;
    if (content.status === 200 && matches(request.headers.get("if-none-match"), tag)) {
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(text, { status: content.status, headers });
}

/** Compares weakly, as RFC 9110 defines: `W/` makes no difference. */
function matches(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) {
    return false;
  }
  const known = ifNoneMatch.split(",").map((entry) => entry.trim().replace(/^W\//, ""));
  return known.includes("*") || known.includes(tag);
}
