import "server-only";
import { timingSafeEqual } from "node:crypto";
import { createProblemResponse } from "@/lib/api/problem";
import { getRequestId } from "@/lib/api/request-id";
import { getDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";
import { AppError, createNotFoundError } from "@/lib/errors";
import { hashText } from "@/lib/hash-text";
import { renderMetrics } from "@/lib/metrics/render-metrics";

/**
 * Responds to `GET /api/metrics` with PTS_METRICS_TOKEN as bearer token; without this setting the path does not exist.
 * No member's token opens it.
 */
export async function handleMetricsRequest(request: Request): Promise<Response> {
  return respondWithMetrics(request, getEnvironment().metricsToken);
}

export async function respondWithMetrics(
  request: Request,
  token: string | null,
): Promise<Response> {
  const requestId = getRequestId(request.headers);
  try {
    requireToken(request, token);
    const { text, contentType } = await renderMetrics(getDatabase());
    const headers = { "content-type": contentType, "cache-control": "no-store" };
    return new Response(text, { headers: { ...headers, "x-request-id": requestId } });
  } catch (error) {
    return createProblemResponse(error, requestId);
  }
}

function requireToken(request: Request, token: string | null): void {
  if (token === null) throw createNotFoundError();
  const expected = Buffer.from(hashText(`Bearer ${token}`));
  const sent = Buffer.from(hashText(request.headers.get("authorization") ?? ""));
  if (!timingSafeEqual(sent, expected)) {
    throw new AppError(
      "unauthenticated",
      "Send the token of PTS_METRICS_TOKEN: Authorization: Bearer <token>.",
    );
  }
}
