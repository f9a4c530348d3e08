import { z } from "zod";
import { commonHeaders } from "@/lib/api/openapi/responses";
import type { JsonSchema } from "@/lib/api/openapi/schema-collection";
import {
  getProblemKind,
  problemCodes,
  problemExplanations,
  toProblemType,
} from "@/lib/api/problem-codes";
import { type DeclaredRoute, takesIdempotencyKey } from "@/lib/api/route-declaration";
import type { ProblemCode } from "@/lib/errors";
import { isPersonal } from "@/lib/performance/access/permissions";
import { invalidParam } from "@/lib/performance/shared/schemas";

/** The body of every error response, by RFC 9457. */
export const problem = z
  .object({
    type: z
      .string()
      .describe("The path of the section about the code, as `/docs/errors#conflict`."),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().describe("A sentence for people: what happened, and what to do next."),
    code: z.enum(problemCodes).describe("Why the request was rejected, for programs."),
    request_id: z
      .string()
      .describe("The id of the request in the log, as in the header `X-Request-Id`."),
    trace_id: z
      .string()
      .optional()
      .describe("The id of the trace of the request, where the service sends traces."),
    required_scopes: z
      .array(z.string())
      .optional()
      .describe("With `insufficient_scope`: a token with any one of these scopes may do it."),
    invalid_params: z
      .array(invalidParam)
      .optional()
      .describe("Every rejected parameter or field of path, query and body."),
  })
  .meta({ id: "Problem" });

/** One response for each status, for `components.responses`. */
export function createProblemResponses(): Record<string, JsonSchema> {
  const statuses = [...new Set(problemCodes.map((code) => getProblemKind(code).status))];
  return Object.fromEntries(
    statuses.map((status) => [`Problem${status}`, toProblemResponse(status)]),
  );
}

function toProblemResponse(status: number): JsonSchema {
  const codes = problemCodes.filter((code) => getProblemKind(code).status === status);
  const wwwAuthenticate = { $ref: "#/components/headers/WWW-Authenticate" };
  const retryAfter = { $ref: "#/components/headers/Retry-After" };
  return {
    description: describeCodes(status, codes),
    headers: {
      ...commonHeaders,
      ...(status === 401 || status === 403 ? { "WWW-Authenticate": wwwAuthenticate } : {}),
      ...([409, 429, 503].includes(status) ? { "Retry-After": retryAfter } : {}),
    },
    content: {
      "application/problem+json": {
        schema: { $ref: "#/components/schemas/Problem" },
        examples: Object.fromEntries(codes.map((code) => [code, { value: createExample(code) }])),
      },
    },
  };
}

function describeCodes(status: number, codes: readonly ProblemCode[]): string {
  return status === 403
    ? `Not allowed, whatever the target is. The code says why: ${codes.map((code) => `\`${code}\``).join(", ")}.`
    : codes.map((code) => problemExplanations[code].means).join(" ");
}

const exampleParam = {
  name: "days",
  code: "out_of_range",
  reason: "must be a whole number from 1 to 36500",
} as const;

const unknownUser = {
  name: "user_id",
  code: "unknown_reference",
  reason: "must name something that exists and that you have access to",
} as const;

function createExample(code: ProblemCode): z.input<typeof problem> {
  const { status, title } = getProblemKind(code);
  return {
    type: toProblemType(code),
    title,
    status,
    detail: problemExplanations[code].means,
    code,
    request_id: "9f0c6a52-3f5e-4a5f-8d52-0f6f2f3b7a10",
    ...(code === "insufficient_scope" && { required_scopes: ["team:read"] }),
    ...(code === "invalid_request" && { invalid_params: [exampleParam] }),
    ...(code === "unknown_reference" && { invalid_params: [unknownUser] }),
  };
}

/** The error responses of a route, by its declaration. */
export function listProblems(
  method: string,
  declaration: DeclaredRoute,
): Record<string, JsonSchema> {
  const { access, body, params, upload, resource, isSigned = false } = declaration;
  const isWrite = method !== "GET";
  const takesId = params !== undefined || body !== undefined || hasIdInQuery(declaration);
  const statuses = [
    400,
    ...(isPersonal(access) ? [401, 403] : []),
    ...(takesId ? [404] : []),
    ...(isWrite ? [409] : []),
    ...(isWrite && resource !== undefined ? [412] : []),
    ...(body === undefined && upload === undefined ? [] : [413, 415]),
    ...(isSigned ? [401, 413, 429] : []),
    ...(takesIdempotencyKey(method, declaration) ? [422] : []),
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
