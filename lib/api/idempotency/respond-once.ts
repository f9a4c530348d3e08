import { createHash, createHmac } from "node:crypto";
import {
  type Claim,
  claimKey,
  markDone,
  releaseKey,
  type StoredRequest,
  storeResponse,
} from "@/lib/api/idempotency/key-store";
import { payloadTooLargeError } from "@/lib/api/read-body";
import type { RequestContext } from "@/lib/api/request-context";
import { createResponseHeaders } from "@/lib/api/response-headers";
import { type DeclaredRoute, takesIdempotencyKey } from "@/lib/api/route-declaration";
import { type CallerContext, getActorId } from "@/lib/context";
import { withCommitWork } from "@/lib/db/transaction";
import { getEnvironment, requireAuthSecret } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
import type { Upload } from "@/lib/http/upload";
import { MAX_FILE_BYTES } from "@/lib/ingest/readers/file-source";
import { logError } from "@/lib/log";

const keyPattern = /^[\x21-\x7e]{1,255}$/;
const claimMilliseconds = { body: 60_000, upload: 15 * 60_000 };

type Place = {
  readonly declaration: DeclaredRoute;
  readonly request: Request;
  readonly context: RequestContext;
};

type KeyedPlace = Place & { readonly context: CallerContext; readonly key: string };

type Input = { readonly body: unknown; readonly upload: Upload | null };

/**
 * Responds to a request, once for each `Idempotency-Key` of its caller: a later one gets the same response, and creates
 * nothing. Without the header it only responds.
 *
 * @throws AppError `invalid_request` for a header that is no key; `idempotency_key_reused`; `conflict` with an exact
 * code while the first request is under way, or where its response is not kept.
 */
export async function respondOnce<SomeInput extends Input>(
  place: Place,
  input: SomeInput,
  respond: (input: SomeInput) => Promise<Response>,
): Promise<Response> {
  const keyed = findKeyedPlace(place);
  if (keyed === null) return respond(input);
  const { database, now } = keyed.context;
  const { upload } = input;
  const found = await claimKey(database, {
    ...getOwner(keyed),
    keyHash: createKeyedHash("key", keyed, keyed.key),
    requestHash: upload === null ? hashRequest(keyed, input.body) : null,
    now,
    claimedUntil: new Date(now.getTime() + claimMilliseconds[upload === null ? "body" : "upload"]),
  });
  if ("stored" in found) return replay(keyed, input, found.stored);
  return respondFirst(keyed, found.claim, input, respond);
}

/** Null where the request has no key, or the operation takes none. */
function findKeyedPlace({ declaration, request, context }: Place): KeyedPlace | null {
  const key = request.headers.get("idempotency-key");
  if (key === null || !takesIdempotencyKey(request.method, declaration)) return null;
  if (!("actor" in context)) return null;
  if (!keyPattern.test(key)) {
    const reason = "must be 1 to 255 visible ASCII characters, without spaces";
    throw new AppError("invalid_request", `Nothing was changed: Idempotency-Key ${reason}.`, {
      invalidParams: [{ name: "Idempotency-Key", code: "invalid_format", reason }],
    });
  }
  return { declaration, request, context, key };
}

function getOwner({ context: { organizationId, actor } }: KeyedPlace) {
  const actorId = getActorId(actor);
  if (actorId === null) throw new Error("A request with a key has a caller.");
  return { organizationId, actorId };
}

async function respondFirst<SomeInput extends Input>(
  keyed: KeyedPlace,
  claim: Claim,
  input: SomeInput,
  respond: (input: SomeInput) => Promise<Response>,
): Promise<Response> {
  const { declaration, context } = keyed;
  const { database, now, requestId } = context;
  const file = input.upload && hashWhileRead(input.upload);
  const marks = { count: 0, isOpen: true };
  const mark: Parameters<typeof withCommitWork>[0] = async (transaction) => {
    if (!marks.isOpen) return;
    if (!(await markDone(transaction, claim, now))) throw createOvertakenError();
    marks.count += 1;
  };
  try {
    const response = await withCommitWork(mark, () =>
      respond(file === null ? input : { ...input, upload: file.upload }),
    );
    if (marks.count === 0) {
      throw new Error(`${declaration.operationId} created something without a transaction.`);
    }
    const stored = {
      requestHash: hashRequest(keyed, file === null ? input.body : file.finish()),
      status: response.status,
      body: declaration.hasSecret === true ? null : await response.clone().text(),
      location: response.headers.get("location"),
      etag: response.headers.get("etag"),
    };
    await storeResponse(database, claim, stored).catch((error) => logError(requestId, error));
    return response;
  } catch (error) {
    await releaseKey(database, claim).catch((failure) => logError(requestId, failure));
    throw error;
  } finally {
    marks.isOpen = false;
  }
}

/** @throws AppError where the first request had another body, is under way, or its response is not kept. */
async function replay(
  keyed: KeyedPlace,
  { body, upload }: Input,
  stored: StoredRequest | null,
): Promise<Response> {
  if (stored === null) throw createInProgressError();
  if (stored.request_hash !== null) {
    const content = upload === null ? body : await readHash(upload);
    if (hashRequest(keyed, content) !== stored.request_hash) throw createReusedError();
  }
  const { now, requestId } = keyed.context;
  const isUnderWay = stored.done_at === null || stored.claimed_until > now;
  if (stored.status === null && isUnderWay) throw createInProgressError();
  if (stored.status === null || stored.erased_at !== null) throw createLostError();
  if (stored.body === null) throw createSecretShownError(stored.location);
  return new Response(stored.body, {
    status: stored.status,
    headers: {
      "content-type": "application/json",
      "cache-control": "private, no-store",
      ...createResponseHeaders(requestId),
      ...(stored.location === null ? {} : { location: stored.location }),
      ...(stored.etag === null ? {} : { etag: stored.etag }),
      "idempotent-replayed": "true",
    },
  });
}

function hashRequest(keyed: KeyedPlace, content: unknown): string {
  const { search } = new URL(keyed.request.url);
  return createKeyedHash("request", keyed, [search, content ?? null]);
}

/** The hash has a key, so that it reveals nothing of a content that can be guessed. */
function createKeyedHash(
  kind: "key" | "request",
  { declaration, request }: KeyedPlace,
  content: unknown,
): string {
  const { pathname } = new URL(request.url);
  const text = JSON.stringify([
    ...["idempotency", kind, declaration.operationId, request.method, pathname],
    content,
  ]);
  return createHmac("sha256", requireAuthSecret(getEnvironment())).update(text).digest("base64url");
}

function hashWhileRead({ contentType, chunks }: Upload) {
  const hash = createHash("sha256").update(`${contentType}\n`);
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  }
  return { upload: { contentType, chunks: pass() }, finish: () => hash.digest("base64url") };
}

async function readHash(upload: Upload): Promise<string> {
  const read = hashWhileRead(upload);
  let size = 0;
  for await (const chunk of read.upload.chunks) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw payloadTooLargeError(MAX_FILE_BYTES);
  }
  return read.finish();
}

function createInProgressError(): AppError {
  return new AppError(
    "conflict",
    "The first request with this Idempotency-Key is under way. Send it again in a second.",
    { exactCode: "idempotency_in_progress", retryAfterSeconds: 1 },
  );
}

function createLostError(): AppError {
  return new AppError(
    "conflict",
    "The first request with this Idempotency-Key did its work, but its response is not kept. Read what it created. Nothing was changed now.",
    { exactCode: "idempotency_response_lost" },
  );
}

function createSecretShownError(location: string | null): AppError {
  const created = location === null ? "" : ` It created ${location}.`;
  return new AppError(
    "conflict",
    `The first request with this Idempotency-Key did its work.${created} Its response had a secret, which is shown only once. Nothing was changed now.`,
    { exactCode: "idempotency_secret_shown" },
  );
}

function createReusedError(): AppError {
  return new AppError(
    "idempotency_key_reused",
    "Another request had this Idempotency-Key: its query or its body differs. Nothing was changed. Send a new key with a new request.",
  );
}

function createOvertakenError(): AppError {
  return new AppError(
    "unavailable",
    "This took so long that another request with its Idempotency-Key began. Nothing was changed by this one. Send it again.",
    { retryAfterSeconds: 1 },
  );
}
