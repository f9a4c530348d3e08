import type { FieldShown } from "./operation";

/** A part of the document whose shape is not known yet. */
export type Json = Readonly<Record<string, unknown>>;

const referencePrefix = "#/components/schemas/";

export function asJson(value: unknown): Json {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

type Named = { readonly name: string; readonly isRequired: boolean };

/** Reads schemas of an OpenAPI document, with those that they refer to. */
export class SchemaReader {
  readonly #schemas: Json;

  constructor(schemas: Json) {
    this.#schemas = schemas;
  }

  read(schema: Json, { name, isRequired }: Named, within: readonly string[] = []): FieldShown {
    const [itself, ...others] = variantsOf(schema).filter(({ type }) => type !== "null");
    const main = others.length === 0 ? (itself ?? schema) : schema;
    return {
      name,
      type: this.#typeOf(schema),
      isRequired,
      description: textOf(schema.description) ?? textOf(main.description),
      range: rangeOf(main.minimum, main.maximum),
      length: rangeOf(main.minLength ?? main.minItems, main.maxLength ?? main.maxItems),
      defaultValue: schema.default === undefined ? null : JSON.stringify(schema.default),
      choices: asList(main.enum).flatMap((choice) => (choice === null ? [] : [String(choice)])),
      fields: this.#fieldsOf(schema, within),
    };
  }

  #typeOf(schema: Json): string {
    const name = nameOf(schema);
    if (name !== null) return name;
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    const variants = variantsOf(schema);
    if (variants.length > 1) return variants.map((variant) => this.#typeOf(variant)).join(" | ");
    if (schema.type === "array") return `${grouped(this.#typeOf(asJson(schema.items)))}[]`;
    if (schema.type === "object" && isDictionary(schema)) {
      return `{ [name]: ${this.#typeOf(asJson(schema.additionalProperties))} }`;
    }
    const type = textOf(schema.type) ?? (schema.enum === undefined ? "any" : "string");
    const format = textOf(schema.format);
    return format === null ? type : `${type} <${format}>`;
  }

  /** What is in an object, in the items of a list, or in any one of several. Within itself nothing is repeated. */
  #fieldsOf(schema: Json, within: readonly string[]): readonly FieldShown[] {
    const name = nameOf(schema);
    if (name !== null) {
      return within.includes(name)
        ? []
        : this.#fieldsOf(asJson(this.#schemas[name]), [...within, name]);
    }
    if (schema.type === "array") return this.#fieldsOf(asJson(schema.items), within);
    if (isDictionary(schema)) return this.#fieldsOf(asJson(schema.additionalProperties), within);
    const variants = variantsOf(schema);
    if (variants.length > 1) return this.#fieldsOfAny(variants, within);
    const required = asList(schema.required);
    return Object.entries(asJson(schema.properties)).map(([property, value]) =>
      this.read(asJson(value), { name: property, isRequired: required.includes(property) }, within),
    );
  }

  #fieldsOfAny(variants: readonly Json[], within: readonly string[]): readonly FieldShown[] {
    const fields = new Map<string, FieldShown>();
    for (const field of variants.flatMap((variant) => this.#fieldsOf(variant, within))) {
      fields.set(field.name, fields.get(field.name) ?? field);
    }
    return [...fields.values()];
  }
}

function nameOf(schema: Json): string | null {
  const reference = textOf(schema.$ref);
  return reference?.startsWith(referencePrefix) ? reference.slice(referencePrefix.length) : null;
}

/** One of several schemas, or of several types. */
function variantsOf(schema: Json): readonly Json[] {
  const listed = [...asList(schema.anyOf), ...asList(schema.oneOf), ...asList(schema.allOf)];
  if (listed.length > 0) return listed.map(asJson);
  return Array.isArray(schema.type)
    ? schema.type.map((type) => (type === "null" ? { type } : { ...schema, type }))
    : [schema];
}

function isDictionary(schema: Json): boolean {
  return typeof schema.additionalProperties === "object" && schema.properties === undefined;
}

function grouped(type: string): string {
  return type.includes(" | ") ? `(${type})` : type;
}

function rangeOf(least: unknown, most: unknown): string | null {
  if (typeof least === "number" && typeof most === "number") return `${least} … ${most}`;
  if (typeof least === "number") return `≥ ${least}`;
  return typeof most === "number" ? `≤ ${most}` : null;
}
