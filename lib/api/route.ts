import type { z } from "zod";
import { Accepted, toResponseParts } from "@/lib/api/accepted";
import { Conditions } from "@/lib/api/conditions";
import { shareResponse } from "@/lib/api/cors/share-response";
import { createResponse } from "@/lib/api/create-response";
import { type DownloadSlot, takeDownloadSlot } from "@/lib/api/downloads/download-slots";
import { respondOnce } from "@/lib/api/idempotency/respond-once";
import { openUpload } from "@/lib/api/open-upload";
import { createProblemResponse } from "@/lib/api/problem";
import {
  countRequest,
  type RateLimitState,
  requireWithinRate,
  setRateHeaders,
} from "@/lib/api/rate-limit";
import { readJsonBody, readSignedRequest } from "@/lib/api/read-body";
import { readInput } from "@/lib/api/read-input";
import {
  createRequestContext,
  getCredential,
  type RequestContext,
} from "@/lib/api/request-context";
import { getRequestId } from "@/lib/api/request-id";
import type {
  ContextOfAccess,
  DeclaredRoute,
  Fields,
  RouteDeclaration,
} from "@/lib/api/route-declaration";
import { findList, signNextCursor, verifyListQuery } from "@/lib/api/signed-cursor";
import { type CallingActor, getActorId } from "@/lib/context";
import { getDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";
import { createForbiddenError } from "@/lib/errors";
import type { RawInput } from "@/lib/http/api-url";
import { getClientAddress } from "@/lib/http/client-address";
import type { NoFields } from "@/lib/http/define-read";
import { findDownloadContents } from "@/lib/http/download";
import type { SignedRequest } from "@/lib/http/signed-request";
import type { Upload } from "@/lib/http/upload";
import { getRoutePattern, logRequest, type RequestRecord } from "@/lib/log";
import { countServedRequest } from "@/lib/metrics/metrics";
import { type Access, requireMayCall } from "@/lib/performance/access/permissions";
import type { ActorId } from "@/lib/performance/domain/units/ids";
import { inSpan } from "@/lib/tracing/spans";

type RawParams = Readonly<Record<string, string | string[] | undefined>>;

type Segment = { readonly params: Promise<RawParams> };

/** The parts of a request, each read when it is needed. */
type RawRequest = {
  readonly params: RawParams;
  readonly search: URLSearchParams;
  readonly readBody: () => Promise<unknown>;
  readonly openUpload: (contentTypes: readonly string[]) => Upload | null;
  readonly readSigned: () => Promise<SignedRequest>;
};

type HandlerInput = Readonly<
  Record<"context" | "params" | "query" | "body" | "upload" | "readSigned", unknown>
>;

type InProcessRequest = { readonly params: RawInput; readonly query: RawInput };

/** The function that Next.js calls, with the declaration that it was made of. */
export type RouteHandler<Context extends RequestContext = never, Data = unknown> = ((
  request: Request,
  segment: Segment,
) => Promise<Response>) & {
  readonly declaration: DeclaredRoute;
  /**
   * The data of a read for a page of this process: with the access, schemas and service of the endpoint.
   * @throws AppError as the endpoint.
   */
  readonly serve: (context: Context, request: InProcessRequest) => Promise<Data>;
};

/** The one wrapper: request id, actor, rate, access, parse, service, response check, problem. */
export function route<
  const SomeAccess extends Access,
  Output extends z.ZodType,
  Params extends Fields = NoFields,
  Query extends Fields = NoFields,
  Body extends z.ZodType = z.ZodUndefined,
>(
  declaration: RouteDeclaration<SomeAccess, Params, Query, Body, Output>,
): RouteHandler<ContextOfAccess<SomeAccess>, z.input<Output>> {
  async function respond(request: Request, params: RawParams, context: RequestContext) {
    const slot = await findDownloadSlot(declaration, context);
    try {
      const conditions = new Conditions(declaration, request);
      const raw = { ...readParts(request), params };
      const input = await prepare(declaration, context, raw, conditions);
      return await respondOnce({ declaration, request, context }, input, async (own) => {
        const result = await handleInput(declaration, own, conditions);
        const { schema, body, status } = toResponseParts(declaration, result);
        checkResponse(schema, body);
        const { requestId } = context;
        const response = await createResponse(request, {
          ...{ body, status, requestId, slot },
          version: conditions.version,
        });
        setLocation(response.headers, declaration, body);
        return response;
      });
    } catch (error) {
      slot?.release();
      throw error;
    }
  }

  async function serve(context: RequestContext, { params, query: fields }: InProcessRequest) {
    const search = new URLSearchParams(fields);
    const input = await prepare(declaration, context, { params, search, ...withoutBody }, null);
    const data = await handleInput(declaration, input, null);
    if (data instanceof Accepted) {
      throw new Error("A read returns its data.");
    }
    checkResponse(declaration.response, data);
    return data;
  }

  async function handle(request: Request, raw: RawParams, route: string): Promise<Response> {
    const startedAt = performance.now();
    const requestId = getRequestId(request.headers);
    let actorId: ActorId | null = null;
    let rate: RateLimitState | null = null;
    let context: RequestContext | null = null;
    let response: Response;
    try {
      const source = getClientAddress(request.headers);
      const base = { database: getDatabase(), now: new Date(), requestId, source };
      context = await createRequestContext(request, base, declaration.access);
      actorId = "actor" in context ? getActorId(context.actor) : null;
      const credential = getCredential(context);
      if (credential !== null) {
        rate = await countRequest(credential);
        requireWithinRate(rate);
      }
      response = await respond(request, raw, context);
    } catch (error) {
      response = createProblemResponse(error, requestId);
    }
    if (rate !== null) {
      setRateHeaders(response.headers, rate);
    }
    await shareResponse(request, response, declaration.access, context);
    const milliseconds = performance.now() - startedAt;
    recordServed(request, response, { route, requestId, actorId, milliseconds });
    return response;
  }

  return Object.assign(inRequestSpan(handle), { declaration, serve });
}

function inRequestSpan(
  handle: (request: Request, raw: RawParams, route: string) => Promise<Response>,
) {
  return async (request: Request, segment: Segment): Promise<Response> => {
    const raw = (await segment.params) ?? {};
    const { method, url } = request;
    const route = getRoutePattern(new URL(url).pathname, raw);
    return inSpan(
      { kind: "server", name: `${method} ${route}` },
      () => handle(request, raw, route),
      ({ status }) => ({
        ...{ "http.request.method": method, "http.route": route },
        "http.response.status_code": status,
      }),
    );
  };
}

/** What a request asks for, once its caller may call the route and its input is valid. */
async function prepare(
  declaration: DeclaredRoute,
  context: RequestContext,
  raw: RawRequest,
  conditions: Conditions | null,
) {
  const { params, search, readBody } = raw;
  if ("actor" in context) {
    requireCaller(declaration, context.actor, { ...Object.fromEntries(search), ...params });
  }
  const input = {
    ...(await readInput(declaration, { params, search, readBody })),
    upload: declaration.upload === undefined ? null : raw.openUpload(declaration.upload),
    readSigned: declaration.isSigned ? raw.readSigned : null,
  };
  const opened = (await conditions?.open(context, input.params)) ?? context;
  const list = findList(declaration, context, input);
  return { ...input, context: opened, query: verifyListQuery(list, input.query), list };
}

async function handleInput<Input extends HandlerInput, Result>(
  declaration: DeclaredRoute & { readonly handler: (input: Input) => Promise<Result> },
  { list, ...input }: Awaited<ReturnType<typeof prepare>>,
  conditions: Conditions | null,
): Promise<Result> {
  const result = await inSpan({ kind: "internal", name: declaration.operationId }, () =>
    declaration.handler(asDeclared(declaration, input)),
  );
  conditions?.requireSatisfied();
  return signNextCursor(list, result);
}

/** A body is read in one way, when it is needed. */
function readParts(request: Request): Omit<RawRequest, "params"> {
  return {
    search: new URL(request.url).searchParams,
    readBody: () => readJsonBody(request),
    openUpload: (contentTypes) => openUpload(request, contentTypes),
    readSigned: () => readSignedRequest(request),
  };
}

/** A page of this process sends none. */
const withoutBody: Omit<RawRequest, "params" | "search"> = {
  readBody: async () => undefined,
  openUpload: () => null,
  readSigned: () => Promise.reject(new Error("A page sends no signed request.")),
};

function recordServed(
  { method }: Request,
  { status }: Response,
  result: Omit<RequestRecord, "method" | "status">,
): void {
  const served = { method, status, ...result };
  logRequest(served);
  countServedRequest(served);
}

/** A place among the downloads, taken before the service reads anything; null for any other response. */
async function findDownloadSlot(
  { response }: DeclaredRoute,
  context: RequestContext,
): Promise<DownloadSlot | null> {
  if (findDownloadContents(response) === null) return null;
  const actor = "actor" in context ? context.actor : null;
  return takeDownloadSlot(`${actor?.organizationId}/${actor && getActorId(actor)}`);
}

/** Names what the request created. */
function setLocation(headers: Headers, { creates }: DeclaredRoute, body: unknown): void {
  const id = creates?.findId(body) ?? null;
  if (creates === undefined || id === null) return;
  headers.set("location", creates.path.replace("{id}", String(id)));
}

/** @throws ZodError outside production, where a response is not what its schema says. */
function checkResponse(schema: z.ZodType, body: unknown): void {
  if (getEnvironment().mode !== "production") {
    schema.parse(body);
  }
}

/** @throws AppError `forbidden`, before any parameter is parsed. */
function requireCaller(
  { access, isBrowserOnly = false }: DeclaredRoute,
  actor: CallingActor,
  named: Readonly<Record<string, unknown>>,
): void {
  if (isBrowserOnly && actor.kind !== "session") throw createForbiddenError("browser_only");
  requireMayCall(actor, access, named);
}

/**
 * Input parsed with the declaration's schemas has the declaration's types. TypeScript cannot see it through the
 * defaults for schemas that a declaration leaves out, nor which context belongs to which access.
 */
function asDeclared<Input extends HandlerInput>(
  _declaration: { readonly handler: (input: Input) => unknown },
  input: HandlerInput,
): Input {
  return input as Input;
}
