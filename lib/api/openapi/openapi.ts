import { z } from "zod";
import { accessSentence, getSecurity } from "@/lib/api/openapi/access";
import { findExample } from "@/lib/api/openapi/examples";
import { getOperationText, parameterTexts } from "@/lib/api/openapi/operations";
import { listProblems, problem, problemResponses } from "@/lib/api/openapi/problems";
import { type JsonSchema, SchemaCollection } from "@/lib/api/openapi/schema-collection";
import type { DeclaredRoute, Fields } from "@/lib/api/route-declaration";
import { findDownloadContents } from "@/lib/http/download";
import { picture } from "@/lib/http/svg-image";

/** A route and its place, as `/api/performance/user/{id}`. */
type PlacedRoute = {
  readonly method: string;
  readonly path: string;
  readonly handler: { readonly declaration: DeclaredRoute };
};

export const openApiDocument = z.looseObject({
  openapi: z.literal("3.1.1"),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});
export type OpenApiDocument = z.infer<typeof openApiDocument>;

const description = `Completed work as exact scores, for the right eyes only.

Send a token as \`Authorization: Bearer pts_…\`; it may do what its scopes and its owner's role both allow. Browsers come with
their session's cookie, and write only from this origin. Every failure is \`application/problem+json\` (RFC 9457). Times are ISO
8601 in UTC, dates are local days of the organization. A number is null where nothing is known. A query parameter that is
unknown, repeated or out of range is refused with 400. Reads carry an \`ETag\`; with \`If-None-Match\` they answer 304. Lists that
go on answer \`next_cursor\`. Fields may be added to answers; none is renamed or dropped.`;

/** The OpenAPI 3.1 document of the routes, from the schemas that they parse with and are checked against. */
export function buildOpenApi(routes: readonly PlacedRoute[]): OpenApiDocument {
  const schemas = new SchemaCollection();
  schemas.components.Problem = schemas.ofAnswer(problem);
  const paths: OpenApiDocument["paths"] = {};
  for (const { method, path, handler } of routes) {
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: operationOf(schemas, method, path, handler.declaration),
    };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Performance Tracking Service",
      version: "1.0.0",
      license: { name: "MIT", identifier: "MIT" },
      description,
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas.components).sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
      responses: problemResponses(),
      headers: responseHeaders,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "pts_…",
          description: "A token of this service; the scopes named beside it are what it needs.",
        },
        session: { type: "apiKey", in: "cookie", name: "pts-session" },
      },
    },
  };
}

const responseHeaders = {
  ETag: { description: "Of the body.", schema: { type: "string" } },
  "X-Request-Id": { description: "What the log knows this by.", schema: { type: "string" } },
  RateLimit: {
    description: "Requests that are left (`r`), and seconds until all are back (`t`).",
    schema: { type: "string" },
  },
  "RateLimit-Policy": {
    description: "Requests of a token or session (`q`) in so many seconds (`w`).",
    schema: { type: "string" },
  },
  "Retry-After": { description: "Whole seconds.", schema: { type: "integer", minimum: 0 } },
};

function operationOf(
  schemas: SchemaCollection,
  method: string,
  path: string,
  declaration: DeclaredRoute,
) {
  const { params, query, body } = declaration;
  const { operationId, summary } = getOperationText(method, path);
  return {
    operationId,
    summary,
    description: accessSentence(declaration),
    tags: [tagOf(path)],
    security: getSecurity(declaration),
    parameters: [
      ...parametersOf(schemas, "path", params),
      ...parametersOf(schemas, "query", query),
    ],
    ...(body === undefined ? {} : { requestBody: requestBodyOf(schemas, method, path, body) }),
    responses: {
      ...answersOf(schemas, method, path, declaration),
      ...listProblems(method, declaration),
    },
  };
}

function tagOf(path: string): string {
  const [first = "", second = ""] = path.replace(/^\/api\//, "").split("/");
  return first === "performance" ? second : first;
}

function parametersOf(
  schemas: SchemaCollection,
  place: "path" | "query",
  fields: Fields | undefined,
): JsonSchema[] {
  return Object.entries(fields?.shape ?? {}).map(([name, field]) => {
    const type = asType(field);
    const { description: said, ...schema } = schemas.ofInput(type);
    const isRequired = place === "path" || !type.safeParse(undefined).success;
    return {
      name,
      in: place,
      required: isRequired,
      description: parameterTexts[name] ?? said,
      schema,
    };
  });
}

/** The fields of an object are schemas, though zod's own types say less of them. */
function asType(field: z.core.$ZodType): z.ZodType {
  if (!(field instanceof z.ZodType)) throw new Error("A parameter is no schema.");
  return field;
}

function requestBodyOf(schemas: SchemaCollection, method: string, path: string, body: z.ZodType) {
  const example = findExample("request", method, path);
  return {
    required: !body.safeParse(undefined).success,
    content: {
      "application/json": {
        schema: schemas.ofInput(body),
        ...(example === undefined ? {} : { example }),
      },
    },
  };
}

function answersOf(
  schemas: SchemaCollection,
  method: string,
  path: string,
  { access, response, accepted, status = 200 }: DeclaredRoute,
) {
  const file = findDownloadContents(response);
  const isPicture = response === picture;
  const contents =
    file ?? (isPicture ? { "image/svg+xml": z.string() } : { "application/json": response });
  const example = findExample("response", method, path);
  const requestId = { "X-Request-Id": { $ref: "#/components/headers/X-Request-Id" } };
  const rate = {
    RateLimit: { $ref: "#/components/headers/RateLimit" },
    "RateLimit-Policy": { $ref: "#/components/headers/RateLimit-Policy" },
  };
  const tag = { ETag: { $ref: "#/components/headers/ETag" } };
  const isTagged = method === "GET" && file === null && !isPicture;
  const content = Object.fromEntries(
    Object.entries(contents).map(([type, schema]) => [
      type,
      {
        schema: schemas.ofAnswer(schema),
        ...(type === "application/json" && example !== undefined ? { example } : {}),
      },
    ]),
  );
  return {
    [status]: {
      description: file === null ? "The answer." : "The file, as it is made.",
      headers: {
        ...requestId,
        ...(access === "public" ? {} : rate),
        ...(isTagged ? tag : {}),
      },
      content,
    },
    ...(accepted === undefined
      ? {}
      : {
          202: {
            description: "Kept; the rest is done soon after the answer.",
            headers: { ...requestId, ...(access === "public" ? {} : rate) },
            content: { "application/json": { schema: schemas.ofAnswer(accepted) } },
          },
        }),
    ...(isTagged
      ? { 304: { description: "What `If-None-Match` names is still right.", headers: tag } }
      : {}),
  };
}
