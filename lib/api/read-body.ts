import { AppError } from "@/lib/errors";
import type { SignedRequest } from "@/lib/http/signed-request";

export const LARGEST_BODY = 1_048_576;

/**
 * The JSON of a request's body; undefined for an empty body without a media type. Reading stops as soon as the body
 * exceeds the limit, whatever its header says.
 * @throws AppError `unsupported_media_type`, `payload_too_large`, or `invalid_request` for anything but JSON.
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType === undefined && (await readLimited(request, LARGEST_BODY)).byteLength === 0) {
    return undefined;
  }
  if (mediaType !== "application/json") {
    throw new AppError(
      "unsupported_media_type",
      "Send the body as JSON, with “Content-Type: application/json”.",
    );
  }
  const bytes = await readLimited(request, LARGEST_BODY);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError("invalid_request", "The body is not valid JSON in UTF-8.", {
      invalidParams: [{ name: "body", reason: "must be valid JSON in UTF-8" }],
    });
  }
}

/** The headers and the bytes that were signed, whatever their content type. @throws AppError as `readLimited`. */
export async function readSignedRequest(request: Request): Promise<SignedRequest> {
  return { headers: request.headers, bytes: await readLimited(request, LARGEST_BODY) };
}

/**
 * @throws AppError `payload_too_large` as soon as the body exceeds the limit; `invalid_request` where the client does
 * not finish it.
 */
export async function readLimited(request: Request, limit: number): Promise<Uint8Array> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > limit) {
    throw payloadTooLargeError(limit);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of readChunks(request)) {
    length += chunk.byteLength;
    if (length > limit) {
      throw payloadTooLargeError(limit);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An error of the connection is the client's: its code is one that a connection to the database has too. */
export async function* readChunks(request: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* request.body ?? [];
  } catch (cause) {
    throw new AppError(
      "invalid_request",
      "The connection ended before the body did. Nothing was changed.",
      { cause },
    );
  }
}

export function payloadTooLargeError(limit: number): AppError {
  return new AppError(
    "payload_too_large",
    `The body is larger than ${limit} bytes. Nothing was changed. Send it in parts.`,
  );
}
