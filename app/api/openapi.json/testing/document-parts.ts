import type { OpenApiDocument } from "@/lib/api/openapi/openapi";

export type Schema = {
  readonly [key: string]: unknown;
  readonly description?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
};

type Content = Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;

type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly description?: string;
  readonly schema: Schema;
};

export type DocumentOperation = {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};

export function listOperations({ paths }: OpenApiDocument): readonly DocumentOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, ...Object(operation) })),
  );
}

/** The request and the responses of an operation, one for each content type. */
export function listBodies({ requestBody, responses, operationId }: DocumentOperation) {
  const contents = [
    { name: "request", content: requestBody?.content },
    ...Object.entries(responses).map(([status, { content }]) => ({
      name: status,
      content,
    })),
  ];
  return contents.flatMap(({ name, content }) =>
    Object.entries(content ?? {}).map(([type, { schema = {}, example }]) => ({
      place: `${operationId} ${name} ${type}`,
      type,
      schema,
      example,
    })),
  );
}

/** Every object below a value, with its path; examples are left out. */
export function listNodes(
  value: unknown,
  path = "",
): readonly { readonly path: string; readonly node: Readonly<Record<string, unknown>> }[] {
  if (typeof value !== "object" || value === null) return [];
  const node: Readonly<Record<string, unknown>> = Object(value);
  const below = Object.entries(node)
    .filter(([key]) => key !== "example" && key !== "examples")
    .flatMap(([key, child]) => listNodes(child, `${path}/${key}`));
  return Array.isArray(value) ? below : [{ path, node }, ...below];
}
