import { createHash } from "node:crypto";
import { createResponseHeaders } from "@/lib/api/response-headers";
import { toEntityTag } from "@/lib/resources/entity-tag";

type JsonContent = {
  readonly body: unknown;
  readonly status: number;
  readonly requestId: string;
  /** The version of the resource that the response is about; null: it has none. */
  readonly version?: string | null;
};

/**
 * A JSON response. The ETag of a read names its body, and the version of its resource; 304 without a body where the
 * request has this ETag. The ETag of a write names the version that it left.
 */
export function createJsonResponse(request: Request, content: JsonContent): Response {
  const { version = null } = content;
  const text = JSON.stringify(content.body);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "cache-control": "private, no-store",
    ...createResponseHeaders(content.requestId),
  };
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (isRead) {
    const bodyHash = createHash("sha1").update(text).digest("base64url");
    const tag = version === null ? `"${bodyHash}"` : toEntityTag(version, bodyHash);
    headers.etag = tag;
    if (content.status === 200 && matches(request.headers.get("if-none-match"), tag)) {
      return new Response(null, { status: 304, headers });
    }
  }
  if (!isRead && version !== null) headers.etag = toEntityTag(version, null);
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
