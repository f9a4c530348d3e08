import { z } from "zod";
import { describeAccess, getSecurity } from "@/lib/api/openapi/access";
import { addExamples } from "@/lib/api/openapi/add-examples";
import { createProblemResponses, listProblems, problem } from "@/lib/api/openapi/problems";
import { responseHeaders, toExample, toResponses } from "@/lib/api/openapi/responses";
import { type JsonSchema, SchemaCollection } from "@/lib/api/openapi/schema-collection";
import { tagDescriptions } from "@/lib/api/openapi/tags";
import { API_VERSION } from "@/lib/api/response-headers";
import { type DeclaredRoute, type Fields, takesIdempotencyKey } from "@/lib/api/route-declaration";

export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required: boolean;
  readonly description: unknown;
  readonly schema: JsonSchema;
};

/** A route and its place, as `/api/performance/user/{id}`. */
type PlacedRoute = {
  readonly method: string;
  readonly path: string;
  readonly handler: { readonly declaration: DeclaredRoute };
};

export const openApiDocument = z
  .looseObject({
    openapi: z.literal("3.1.1"),
    info: z.looseObject({ title: z.string(), version: z.string() }),
    paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
    components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
  })
  .meta({ id: "OpenApiDocument" });
export type OpenApiDocument = z.infer<typeof openApiDocument>;

const description = `Exact performance scores from completed work.

Send a token as \`Authorization: Bearer pts_…\`. It is limited to its scopes and to its owner's role. Browsers send the
session's cookie, and may write only from this origin. Every error is \`application/problem+json\` (RFC 9457). Times in
responses are ISO 8601 in UTC. Times in requests carry \`Z\` or an offset; a date alone is a local day of the
organization. A number is null where it is unknown. A query parameter that is unknown, repeated or out of range is
rejected with 400. Reads have an \`ETag\`; where \`If-None-Match\` names it, the response is 304. A write whose
\`If-Match\` names an earlier version of the resource is rejected with 412. A \`POST\` that
creates takes an \`Idempotency-Key\`, with which it can be sent again safely for 24 hours. Lists with more entries have
a \`next_cursor\`; send it as \`cursor\` with the same filters and order, and stop where it is null. The header
\`API-Version\` names the version. Within a version, fields may be added to responses; none is renamed or removed.`;

/** The OpenAPI 3.1 document of the routes, from the schemas that they parse with and are checked against. */
export function buildOpenApi(routes: readonly PlacedRoute[]): OpenApiDocument {
  const schemas = new SchemaCollection();
  schemas.ofResponse(problem);
  const operations = routes.map(({ method, path, handler }) => ({
    method,
    path,
    operation: toOperation(schemas, method, handler.declaration),
  }));
  addExamples(
    operations.map(({ operation }) => operation),
    schemas.components,
  );
  const paths: OpenApiDocument["paths"] = {};
  for (const { method, path, operation } of operations) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Performance Tracking Service",
      version: API_VERSION,
      license: { name: "MIT", identifier: "MIT" },
      description,
    },
    servers: [{ url: "/" }],
    tags: Object.entries(tagDescriptions).map(([name, text]) => ({ name, description: text })),
    paths,
    components: {
      schemas: Object.fromEntries(
        Object.entries(schemas.components).sort(([one], [other]) => (one < other ? -1 : 1)),
      ),
      responses: pickReferred(createProblemResponses(), paths),
      headers: responseHeaders,
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "pts_…",
          description: "A token of this service, with one of the scopes that the operation names.",
        },
        session: { type: "apiKey", in: "cookie", name: "pts-session" },
      },
    },
  };
}

/** The error responses that an operation refers to. */
function pickReferred(responses: Record<string, JsonSchema>, paths: unknown) {
  const text = JSON.stringify(paths);
  return Object.fromEntries(
    Object.entries(responses).filter(([name]) => text.includes(`"#/components/responses/${name}"`)),
  );
}

function toOperation(schemas: SchemaCollection, method: string, declaration: DeclaredRoute) {
  const {
    operationId,
    summary,
    description: text,
    tags,
    params,
    query,
    body,
    upload,
    isSigned,
  } = declaration;
  const access = describeAccess(declaration);
  return {
    operationId,
    summary,
    description: text === undefined ? access : `${text} ${access}`,
    tags,
    security: getSecurity(declaration),
    parameters: [
      ...toParameters(schemas, "path", params),
      ...toParameters(schemas, "query", query),
      ...listHeaders(method, declaration),
    ],
    ...(body === undefined ? {} : { requestBody: toRequestBody(schemas, body, declaration) }),
    ...(upload === undefined ? {} : { requestBody: toUploadBody(upload) }),
    ...(isSigned === undefined
      ? {}
      : { requestBody: toRequestBody(schemas, signedBody, declaration) }),
    responses: {
      ...toResponses(schemas, method, declaration),
      ...listProblems(method, declaration),
    },
  };
}

/** The parameters of an operation in one place, each with its schema and what it means. */
export function toParameters(
  schemas: SchemaCollection,
  place: "path" | "query",
  fields: Fields | undefined,
): Parameter[] {
  return Object.entries(fields?.shape ?? {}).map(([name, field]) => {
    const type = requireSchema(field);
    const { description: ownText, ...schema } = schemas.ofInput(type);
    const isRequired = place === "path" || !type.safeParse(undefined).success;
    return {
      name,
      in: place,
      required: isRequired,
      description: ownText,
      schema,
    };
  });
}

/** The headers that a request may have besides those of its credential. */
function listHeaders(method: string, declaration: DeclaredRoute): JsonSchema[] {
  const type = { type: "string" };
  const ifMatch = {
    description:
      "The `ETag` of the version that you read, or several, or `*` for any. Where the resource has another version, the response is 412 and nothing is changed. A weak tag matches none.",
    schema: type,
  };
  const key = {
    description:
      "A text of your choice, unique for each new request. For 24 hours, the same key with the same request gets the first response again and creates nothing.",
    schema: { ...type, minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
  };
  const place = { in: "header", required: false };
  return [
    ...(method === "GET" || declaration.resource === undefined
      ? []
      : [{ name: "If-Match", ...place, ...ifMatch }]),
    ...(takesIdempotencyKey(method, declaration)
      ? [{ name: "Idempotency-Key", ...place, ...key }]
      : []),
  ];
}

/** The fields of an object are schemas, though the types of zod say less. */
function requireSchema(field: z.core.$ZodType): z.ZodType {
  if (!(field instanceof z.ZodType)) throw new Error("A parameter is not a schema.");
  return field;
}

function toRequestBody(schemas: SchemaCollection, body: z.ZodType, { examples }: DeclaredRoute) {
  return {
    required: !body.safeParse(undefined).success,
    content: {
      "application/json": { schema: schemas.ofInput(body), ...toExample(examples?.request) },
    },
  };
}

const signedBody = z
  .looseObject({})
  .describe("In the form of the system that signs it.")
  .meta({ id: "SignedBody" });

function toUploadBody(contentTypes: readonly string[]) {
  return {
    required: true,
    content: Object.fromEntries(
      contentTypes.map((type) => [type, { schema: { type: "string", format: "binary" } }]),
    ),
  };
}
