import { z } from "zod";
import { toResponseParts } from "@/lib/api/accepted";
import { createResponse } from "@/lib/api/answer-response";
import { parseInput, toQueryObject } from "@/lib/api/parse-input";
import { createProblemResponse } from "@/lib/api/problem";
import {
  countRequest,
  type RateLimitState,
  requireWithinRate,
  setRateHeaders,
} from "@/lib/api/rate-limit";
import { readJsonBody } from "@/lib/api/read-body";
import { getCredential, type RequestContext, requestContext } from "@/lib/api/request-context";
import { getRequestId } from "@/lib/api/request-id";
import type { DeclaredRoute, Fields, RouteDeclaration } from "@/lib/api/route-declaration";
import type { PersonActor } from "@/lib/context";
import { getDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/env";
import { forbiddenError } from "@/lib/errors";
import { logRequest } from "@/lib/log";
import { type Access, canCall } from "@/lib/performance/access/permissions";

type RawParams = Readonly<Record<string, string | string[] | undefined>>;

type Segment = { readonly params: Promise<RawParams> };

export type RouteHandler = ((request: Request, segment: Segment) => Promise<Response>) & {
  readonly declaration: DeclaredRoute;
};

const none = z.object({});

/** The one wrapper: request id, actor, rate, access, parse, service, response check, problem. */
export function route<
  const SomeAccess extends Access,
  Answer extends z.ZodType,
  Params extends Fields = typeof none,
  Query extends Fields = typeof none,
  Body extends z.ZodType = z.ZodUndefined,
>(declaration: RouteDeclaration<SomeAccess, Params, Query, Body, Answer>): RouteHandler {
  const query = (declaration.query ?? none).strict();

  async function answer(request: Request, raw: RawParams, context: RequestContext) {
    const search = new URL(request.url).searchParams;
    const named = { ...Object.fromEntries(search), ...raw };
    if ("actor" in context) {
      requireCaller(declaration, context.actor, named);
    }
    const input = {
      context,
      params: parseInput(declaration.params ?? none, raw),
      query: parseInput(query, toQueryObject(search)),
      body: declaration.body && parseInput(declaration.body, await readJsonBody(request)),
    };
    const answered = await declaration.handler(asDeclared(declaration, input));
    const { schema, body, status } = toResponseParts(declaration, answered);
    if (getEnvironment().mode !== "production") {
      schema.parse(body);
    }
    return await createResponse(request, { body, status, requestId: context.requestId });
  }

  async function handle(request: Request, segment: Segment): Promise<Response> {
    const startedAt = performance.now();
    const requestId = getRequestId(request.headers);
    const raw = (await segment.params) ?? {};
    let actorId: number | null = null;
    let rate: RateLimitState | null = null;
    let response: Response;
    try {
      const base = { database: getDatabase(), now: new Date(), requestId };
      const context = await requestContext(request, base, declaration.access);
      actorId = "actor" in context ? context.actor.userId : null;
      const credential = getCredential(context);
      if (credential !== null) {
        rate = await countRequest(credential);
        requireWithinRate(rate);
      }
      response = await answer(request, raw, context);
    } catch (error) {
      response = createProblemResponse(error, requestId);
    }
    if (rate !== null) {
      setRateHeaders(response.headers, rate);
    }
    const milliseconds = performance.now() - startedAt;
    logRequest({ request, raw, requestId, actorId, status: response.status, milliseconds });
    return response;
  }

  return Object.assign(handle, { declaration });
}

/** @throws AppError `forbidden`, before anything that was sent is looked at. */
function requireCaller(
  { access, isBrowserOnly = false }: DeclaredRoute,
  actor: PersonActor,
  named: Readonly<Record<string, unknown>>,
): void {
  if ((isBrowserOnly && actor.kind !== "session") || !canCall(actor, access, named)) {
    throw forbiddenError();
  }
}

/**
 * What was parsed with the declaration's own schemas has the types that the declaration says; TypeScript cannot see it
 * through the defaults for what a declaration leaves out, nor which context goes with which access.
 */
function asDeclared<Input>(
  _declaration: { readonly handler: (input: Input) => unknown },
  input: Record<keyof Input, unknown>,
): Input {
  return input as Input;
}
