import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { type Parameter, toParameters } from "@/lib/api/openapi/openapi";
import { type JsonSchema, SchemaCollection } from "@/lib/api/openapi/schema-collection";
import type { DeclaredRoute } from "@/lib/api/route-declaration";

type ObjectSchema = Tool["inputSchema"];

/** Schemas of a declaration, which never change, by their kind. */
const known = new WeakMap<DeclaredRoute, Map<string, ObjectSchema>>();

/**
 * The parameters of the path and the query, and the fields of the body, as one object.
 * @param ownParameter the parameter that is the caller's own id where it is left out; null: none is.
 */
export function describeInput(
  declaration: DeclaredRoute,
  ownParameter: string | null,
): ObjectSchema {
  return remember(declaration, `input ${ownParameter}`, () =>
    createInputSchema(declaration, ownParameter),
  );
}

/** The response of the operation. */
export function describeOutput(declaration: DeclaredRoute): ObjectSchema {
  return remember(declaration, "output", () => {
    const schemas = new SchemaCollection();
    return toObjectSchema(schemas, resolve(schemas, schemas.ofResponse(declaration.response)));
  });
}

function remember(
  declaration: DeclaredRoute,
  kind: string,
  create: () => ObjectSchema,
): ObjectSchema {
  const schemas = known.get(declaration) ?? new Map<string, ObjectSchema>();
  known.set(declaration, schemas);
  const schema = schemas.get(kind) ?? create();
  schemas.set(kind, schema);
  return schema;
}

function createInputSchema(declaration: DeclaredRoute, ownParameter: string | null): ObjectSchema {
  const { params, query, body } = declaration;
  const schemas = new SchemaCollection();
  const parameters = [
    ...toParameters(schemas, "path", params),
    ...toParameters(schemas, "query", query),
  ];
  const fields = body === undefined ? {} : resolve(schemas, schemas.ofInput(body));
  const required = parameters.filter((one) => one.required && one.name !== ownParameter);
  const properties = parameters.map((parameter) => [
    parameter.name,
    describeParameter(parameter, ownParameter),
  ]);
  return toObjectSchema(schemas, {
    additionalProperties: false,
    properties: { ...Object.fromEntries(properties), ...Object(fields.properties) },
    required: [...required.map(({ name }) => name), ...(toNames(fields.required) ?? [])],
  });
}

function describeParameter({ name, description, schema }: Parameter, ownParameter: string | null) {
  const text = typeof description === "string" ? description : "";
  const ownText = name === ownParameter ? "Default: your own." : "";
  return { ...schema, description: `${text} ${ownText}`.trim() };
}

/** The schema itself, where the collection refers to it by name. */
function resolve({ components }: SchemaCollection, schema: JsonSchema): JsonSchema {
  const name = String(schema.$ref ?? "")
    .split("/")
    .at(-1);
  return components[name ?? ""] ?? schema;
}

/** A schema that needs no other: it contains what it refers to. */
function toObjectSchema({ components }: SchemaCollection, schema: JsonSchema): ObjectSchema {
  const all = JSON.stringify([schema, components]);
  const used = Object.entries(components).filter(([name]) =>
    all.includes(`"#/components/schemas/${name}"`),
  );
  const whole = used.length === 0 ? schema : { ...schema, $defs: Object.fromEntries(used) };
  const text = JSON.stringify(whole).replaceAll('"#/components/schemas/', '"#/$defs/');
  return { ...JSON.parse(text), type: "object" };
}

function toNames(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.map(String) : null;
}
