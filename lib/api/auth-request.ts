import { z } from "zod";
import { parseInput } from "@/lib/api/parse-input";
import { createProblemResponse } from "@/lib/api/problem";
import { readLimited } from "@/lib/api/read-body";
import { getRequestId } from "@/lib/api/request-id";
import { requireSameOrigin } from "@/lib/api/same-origin";
import { handleNextAuthRequest, isKnownAuthAction } from "@/lib/auth/sign-in/next-auth-handler";
import { getDatabase } from "@/lib/db/client";
import { AppError, createNotFoundError } from "@/lib/errors";
import { getRoutePattern, logRequest } from "@/lib/log";

const LARGEST_FORM = 16_384;
const form = z.record(z.string(), z.string().max(4_096)).transform(keepFields);
const fieldNames = ["csrfToken", "json", "name", "password"];

type Segment = { readonly params: Promise<{ readonly nextauth?: string[] }> };

/** Handles /api/auth/…: passes to next-auth only the URLs and forms that it can handle. */
export async function handleAuthRequest(request: Request, segment: Segment): Promise<Response> {
  const startedAt = performance.now();
  const requestId = getRequestId(request.headers);
  const raw = await segment.params;
  let response: Response;
  try {
    const { method, headers } = request;
    const path = raw.nextauth ?? [];
    if (!isKnownAuthAction(method, path)) {
      throw createNotFoundError();
    }
    // A client other than a browser sends no Origin. Another site cannot make it sign in.
    if (method === "POST" && headers.has("origin")) {
      requireSameOrigin(headers);
    }
    const body = method === "POST" ? await readForm(request) : {};
    const base = { database: getDatabase(), now: new Date(), requestId };
    response = await handleNextAuthRequest(base, { method, path, body, headers });
  } catch (error) {
    response = createProblemResponse(error, requestId);
  }
  const milliseconds = performance.now() - startedAt;
  const { method, url } = request;
  const route = getRoutePattern(new URL(url).pathname, raw);
  logRequest({ method, route, requestId, actorId: null, status: response.status, milliseconds });
  return response;
}

/** Drops other fields: next-auth responds with 500 to a callback URL that it cannot parse. */
function keepFields(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => fieldNames.includes(name)));
}

async function readForm(request: Request): Promise<Record<string, string>> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const text = new TextDecoder().decode(await readLimited(request, LARGEST_FORM));
  if (mediaType === "application/x-www-form-urlencoded") {
    return parseInput(form, Object.fromEntries(new URLSearchParams(text)));
  }
  if (mediaType === "application/json") {
    return parseInput(form, parseJson(text));
  }
  throw new AppError("unsupported_media_type", "Send the form URL-encoded or as JSON.");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid_request", "The body is not valid JSON.");
  }
}
