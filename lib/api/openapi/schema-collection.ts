import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

declare module "zod" {
  interface GlobalMeta {
    /** The name of the schema that describes the same value. Values are checked by their own schema, and not by it. */
    sameAs?: string;
  }
}

/** The name of a schema in the document, as its `meta` declares it; null for a schema without one. */
export function findName(schema: z.core.$ZodType): string | null {
  return z.globalRegistry.get(schema)?.id ?? null;
}

/**
 * Schemas of the document, made from the same objects that parse requests and check responses. Those with a name are in
 * `components`, and are referred to.
 */
export class SchemaCollection {
  readonly components: Record<string, JsonSchema> = {};
  readonly #named = new Map<string, z.core.$ZodType>();
  readonly #ofInput = new Set<string>();

  /** The schema of input, without any other field. */
  ofInput(schema: z.ZodType): JsonSchema {
    const { root, components } = this.#convert(schema);
    for (const [name, component] of Object.entries(components)) {
      this.components[name] = component;
      this.#ofInput.add(name);
    }
    return root;
  }

  /** The schema of output, to which fields may be added later. A schema that is also of input stays as that is. */
  ofResponse(schema: z.ZodType): JsonSchema {
    const { root, components } = this.#convert(schema);
    for (const [name, component] of Object.entries(components)) {
      if (!this.#ofInput.has(name)) this.components[name] = allowMoreFields(component);
    }
    return allowMoreFields(root);
  }

  #convert(schema: z.ZodType): { root: JsonSchema; components: Record<string, JsonSchema> } {
    const { $schema: _, $defs = {}, ...root } = toPlain(this.#toJsonSchema(schema));
    const components = Object.fromEntries(
      Object.entries(toPlain($defs)).map(([name, component]) => [name, toPlain(component)]),
    );
    const name = findName(schema);
    if (name === null) return { root, components };
    if (root.$ref === undefined) components[name] = root;
    return { root: createReference(name), components };
  }

  /** @throws Error where two schemas have one name. */
  #requireUniqueName(schema: z.core.$ZodType): void {
    const name = findName(schema);
    if (name === null) return;
    const known = this.#named.get(name) ?? schema;
    if (known !== schema) throw new Error(`Two schemas have the name ${name}.`);
    this.#named.set(name, schema);
  }

  #toJsonSchema(schema: z.ZodType): unknown {
    return JSON.parse(
      JSON.stringify(
        z.toJSONSchema(schema, {
          io: "input",
          unrepresentable: "any",
          override: ({ zodSchema, jsonSchema }) => {
            this.#requireUniqueName(zodSchema);
            correct(zodSchema, jsonSchema);
          },
        }),
      ).replaceAll('"#/$defs/', '"#/components/schemas/'),
    );
  }
}

export function createReference(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** Corrects what zod writes: what the type says already, and what JSON Schema cannot say. */
function correct({ _zod: { def } }: z.core.$ZodType, made: z.core.JSONSchema.BaseSchema): void {
  if (typeof made.sameAs === "string") {
    const { sameAs } = made;
    for (const key of Object.keys(made)) delete made[key];
    Object.assign(made, createReference(sameAs));
    return;
  }
  if (def.type === "default" && "defaultValue" in def) {
    made.default = JSON.parse(JSON.stringify(def.defaultValue));
  }
  // The patterns of numbers in a URL and of dates say no more than type and format.
  if (made.type === "integer" || made.format !== undefined) delete made.pattern;
  // Validators that read patterns without the flag `u` take a class of Unicode for other letters.
  if (made.pattern?.includes("\\p{")) delete made.pattern;
  if (made.type === "boolean") delete made.enum;
  // No binary fraction is an exact multiple of a decimal one.
  if (made.multipleOf !== undefined && !Number.isInteger(made.multipleOf)) delete made.multipleOf;
  if (def.type === "number") {
    if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
    if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
  }
  if (JSON.stringify(made.propertyNames) === '{"type":"string"}') delete made.propertyNames;
}

function toPlain(value: unknown): JsonSchema {
  return Object.fromEntries(Object.entries(Object(value)));
}

function allowMoreFields(made: JsonSchema): JsonSchema {
  return toPlain(
    JSON.parse(JSON.stringify(made), (key, value) =>
      key === "additionalProperties" && value === false ? undefined : value,
    ),
  );
}
