import { createHash } from "node:crypto";

type JsonAnswer = { readonly body: unknown; readonly status: number; readonly requestId: string };

/** A JSON answer with an ETag of its body; 304 without one where a reader has it already. */
export function createJsonResponse(request: Request, answer: JsonAnswer): Response {
  const text = JSON.stringify(answer.body);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "cache-control": "private, no-store",
    "x-request-id": answer.requestId,
  };
  if (request.method === "GET" || request.method === "HEAD") {
    const tag = `"${createHash("sha1").update(text).digest("base64url")}"`;
    headers.etag = tag;
    if (answer.status === 200 && matches(request.headers.get("if-none-match"), tag)) {
      return new Response(null, { status: 304, headers });
    }
  }
  return new Response(text, { status: answer.status, headers });
}

/** The weak comparison of RFC 9110: `W/` makes no difference. */
function matches(ifNoneMatch: string | null, tag: string): boolean {
  if (ifNoneMatch === null) {
    return false;
  }
  const known = ifNoneMatch.split(",").map((entry) => entry.trim().replace(/^W\//, ""));
  return known.includes("*") || known.includes(tag);
}
