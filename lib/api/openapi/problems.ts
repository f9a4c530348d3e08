import { z } from "zod";
import type { JsonSchema } from "@/lib/api/openapi/schema-collection";
import { problemKinds } from "@/lib/api/problem";
import type { DeclaredRoute } from "@/lib/api/route-declaration";
import { type ErrorCode, errorCodes } from "@/lib/errors";
import { isPersonal } from "@/lib/performance/access/permissions";

/** The body of every error response, by RFC 9457. */
export const problem = z.object({
  type: z.string().describe("`urn:performance:problem:` and the code."),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe("A sentence for people: what happened, and what to do next."),
  code: z.enum(errorCodes).describe("The kind of the error, for programs."),
  request_id: z
    .string()
    .describe("The id of the request in the log, as in the header `X-Request-Id`."),
  invalid_params: z
    .array(z.object({ name: z.string(), reason: z.string() }))
    .optional()
    .describe("With 400: each rejected parameter or field, by its path in the request."),
});

const meanings: Record<ErrorCode, string> = {
  invalid_request: "A parameter or field is unknown, missing or out of range.",
  unauthenticated: "No credential, or one that is unknown, expired or revoked.",
  forbidden:
    "Role, scopes or the organization's privacy mode do not allow it, whatever the target.",
  not_found: "It does not exist, or you may not see it: the response is the same for both.",
  method_not_allowed: "The URL does not have this method.",
  conflict: "It contradicts what is stored. Nothing was changed.",
  payload_too_large: "The body is larger than 1 MiB, or a file larger than 512 MB.",
  unsupported_media_type:
    "The body is not `application/json`, or not one of the content types of a file.",
  rate_limited: "Too many requests. `Retry-After` says when to send the next.",
  internal: "An error of the service. The log has its details.",
  overloaded: "Too busy. `Retry-After` says when to send the request again.",
  unavailable: "The database does not respond. `Retry-After` says when to send the request again.",
};

/** One response for each status, for `components.responses`. */
export function createProblemResponses(): Record<string, JsonSchema> {
  const statuses = [...new Set(errorCodes.map((code) => problemKinds[code].status))];
  return Object.fromEntries(
    statuses.map((status) => [`Problem${status}`, toProblemResponse(status)]),
  );
}

function toProblemResponse(status: number): JsonSchema {
  const codes = errorCodes.filter((code) => problemKinds[code].status === status);
  const retryAfter = { $ref: "#/components/headers/Retry-After" };
  return {
    description: codes.map((code) => meanings[code]).join(" "),
    headers: {
      "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" },
      ...(status === 429 || status === 503 ? { "Retry-After": retryAfter } : {}),
    },
    content: {
      "application/problem+json": {
        schema: { $ref: "#/components/schemas/Problem" },
        examples: Object.fromEntries(codes.map((code) => [code, { value: createExample(code) }])),
      },
    },
  };
}

function createExample(code: ErrorCode) {
  const { status, title } = problemKinds[code];
  return {
    type: `urn:performance:problem:${code}`,
    title,
    status,
    detail: meanings[code],
    code,
    request_id: "9f0c6a52-3f5e-4a5f-8d52-0f6f2f3b7a10",
    ...(code === "invalid_request"
      ? { invalid_params: [{ name: "days", reason: "must be a whole number from 1 to 36500" }] }
      : {}),
  };
}

/** The error responses of a route, by its declaration. */
export function listProblems(
  method: string,
  declaration: DeclaredRoute,
): Record<string, JsonSchema> {
  const { access, body, params, upload } = declaration;
  const isWrite = method !== "GET";
  const takesId = params !== undefined || body !== undefined || hasIdInQuery(declaration);
  const statuses = [
    400,
    ...(isPersonal(access) ? [401, 403] : []),
    ...(takesId ? [404] : []),
    ...(isWrite ? [409] : []),
    ...(body === undefined && upload === undefined ? [] : [413, 415]),
    ...(access === "public" ? [] : [429]),
    500,
    503,
  ];
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

function hasIdInQuery({ query }: DeclaredRoute): boolean {
  return Object.keys(query?.shape ?? {}).some((name) => /_id(_\d)?$|^around$/.test(name));
}
