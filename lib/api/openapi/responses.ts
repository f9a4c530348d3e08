import { z } from "zod";
import type { JsonSchema, SchemaCollection } from "@/lib/api/openapi/schema-collection";
import { API_VERSION } from "@/lib/api/response-headers";
import { type DeclaredRoute, takesIdempotencyKey } from "@/lib/api/route-declaration";
import { findDownloadContents } from "@/lib/http/download";
import { svgImage } from "@/lib/http/svg-image";

export const responseHeaders = {
  "API-Version": {
    description: "The version of the API, a date. The changelog says what changed in each.",
    schema: { type: "string", const: API_VERSION },
  },
  ETag: {
    description:
      "Of a read, names the body and the version of the resource; of a write, the version that it left. Send it as `If-Match` with the next write, or as `If-None-Match` with the next read.",
    schema: { type: "string" },
  },
  Location: {
    description: "The path of what was created; without it, the response is about what was there.",
    schema: { type: "string" },
  },
  "Idempotent-Replayed": {
    description:
      "`true` where this is the kept response to the first request with this `Idempotency-Key`.",
    schema: { type: "boolean", const: true },
  },
  "X-Request-Id": { description: "Identifies the request in the log.", schema: { type: "string" } },
  "Resume-Cursor": {
    description:
      "Send it as `cursor`, with the id of the last whole row as `after`, to resume this download where it breaks off. Absent where the file cannot be resumed.",
    schema: { type: "string" },
  },
  RateLimit: {
    description: "Requests that are left (`r`), and seconds until all are back (`t`).",
    schema: { type: "string" },
  },
  "RateLimit-Policy": {
    description: "Requests of a token or session (`q`) in a window of so many seconds (`w`).",
    schema: { type: "string" },
  },
  "WWW-Authenticate": {
    description: "With 401, and with `insufficient_scope`, for which it names the scopes.",
    schema: { type: "string" },
  },
  "Retry-After": { description: "Whole seconds.", schema: { type: "integer", minimum: 0 } },
};

export function toExample(example: unknown): JsonSchema {
  return example === undefined ? {} : { example };
}

/** The headers of every response. */
export const commonHeaders = {
  "API-Version": { $ref: "#/components/headers/API-Version" },
  "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" },
};

/** The successful responses of a route, with their headers. */
export function toResponses(schemas: SchemaCollection, method: string, declaration: DeclaredRoute) {
  const { access, response, accepted, creates, resource, status = 200, examples } = declaration;
  const file = findDownloadContents(response);
  const isImage = response === svgImage;
  const contents =
    file ?? (isImage ? { "image/svg+xml": z.string() } : { "application/json": response });
  const rate = {
    RateLimit: { $ref: "#/components/headers/RateLimit" },
    "RateLimit-Policy": { $ref: "#/components/headers/RateLimit-Policy" },
  };
  const tag = { ETag: { $ref: "#/components/headers/ETag" } };
  const location = { Location: { $ref: "#/components/headers/Location" } };
  const replayed = takesIdempotencyKey(method, declaration)
    ? { "Idempotent-Replayed": { $ref: "#/components/headers/Idempotent-Replayed" } }
    : {};
  const resumed =
    file !== null && declaration.query?.shape.cursor !== undefined
      ? { "Resume-Cursor": { $ref: "#/components/headers/Resume-Cursor" } }
      : {};
  const isRead = method === "GET" && file === null && !isImage;
  const isTagged =
    isRead || (resource !== undefined && method !== "DELETE") || creates !== undefined;
  const content = Object.fromEntries(
    Object.entries(contents).map(([type, schema]) => [
      type,
      {
        schema: schemas.ofResponse(schema),
        ...(type === "application/json" ? toExample(examples?.response) : {}),
      },
    ]),
  );
  return {
    [status]: {
      description: file === null ? "Success." : "The file, as a stream.",
      headers: {
        ...commonHeaders,
        ...(access === "public" ? {} : rate),
        ...(isTagged ? tag : {}),
        ...(creates === undefined ? {} : location),
        ...replayed,
        ...resumed,
      },
      content,
    },
    ...toLaterResponses(method, declaration, content),
    ...(accepted === undefined
      ? {}
      : {
          202: {
            description: "Stored. The score follows within seconds.",
            headers: { ...commonHeaders, ...(access === "public" ? {} : rate), ...replayed },
            content: { "application/json": { schema: schemas.ofResponse(accepted) } },
          },
        }),
    ...(isRead
      ? {
          304: {
            description: "The body has the `ETag` that `If-None-Match` names.",
            headers: { ...commonHeaders, ...tag },
          },
        }
      : {}),
  };
}

/** The statuses that the next version of the API sends in the place of this one's. A client accepts both by then. */
function toLaterResponses(
  method: string,
  { creates, status = 200 }: DeclaredRoute,
  content: JsonSchema,
): Record<string, JsonSchema> {
  if (method === "DELETE") {
    const description = "Not sent yet: from the next version on, in the place of 200. Accept both.";
    return { 204: { description, headers: commonHeaders } };
  }
  if (creates === undefined || status !== 200) return {};
  const description =
    "Not sent yet: from the next version on, in the place of 200 for what was created. Accept both.";
  const location = { Location: { $ref: "#/components/headers/Location" } };
  return { 201: { description, headers: { ...commonHeaders, ...location }, content } };
}
