import { z } from "zod";
import { GET } from "@/app/api/openapi.json/route";

const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean(),
  description: z.string().optional(),
  schema: z.looseObject({ type: z.unknown().optional(), maximum: z.number().optional() }),
});

const operation = z.looseObject({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(parameter),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.looseObject({}) })) })
    .optional(),
  responses: z.record(z.string(), z.looseObject({})),
});

const document = z.looseObject({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

export type DescribedOperation = z.infer<typeof operation> & {
  /** As `GET /api/performance/user/{id}`. */
  readonly name: string;
};

export async function requestDocument(headers: Record<string, string> = {}): Promise<Response> {
  return await GET(new Request("http://localhost:3000/api/openapi.json", { headers }), {
    params: Promise.resolve({}),
  });
}

/** The named schema that a schema refers to, or the schema itself. */
export function followReference(
  content: Record<string, unknown>,
  schema: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (typeof schema?.$ref !== "string") return schema;
  const path = schema.$ref.slice("#/".length).split("/");
  return path.reduce<Record<string, unknown>>((node, key) => Object(Object(node)[key]), content);
}

/** Requests the document, and lists its operations. */
export async function readDocument() {
  const content: Record<string, unknown> = await (await requestDocument()).json();
  const { paths, tags } = document.parse(content);
  const operations: DescribedOperation[] = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      ...described,
      name: `${method.toUpperCase()} ${path}`,
    })),
  );
  return { content, operations, tags };
}
