import type { FieldDescription } from "./operation";

/** A part of the document before its shape is known. */
export type Json = Readonly<Record<string, unknown>>;

const referencePrefix = "#/components/schemas/";

export function toJson(value: unknown): Json {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}

export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function getText(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

type Named = { readonly name: string; readonly isRequired: boolean };

/** Reads schemas of an OpenAPI document, and the schemas that they refer to. */
export class SchemaReader {
  readonly #schemas: Json;

  constructor(schemas: Json) {
    this.#schemas = schemas;
  }

  read(
    schema: Json,
    { name, isRequired }: Named,
    within: readonly string[] = [],
  ): FieldDescription {
    const [itself, ...others] = variantsOf(schema).filter(({ type }) => type !== "null");
    const main = others.length === 0 ? (itself ?? schema) : schema;
    return {
      name,
      type: this.#typeOf(schema),
      isRequired,
      description: getText(schema.description) ?? getText(main.description),
      range: rangeOf(main.minimum, main.maximum),
      length: rangeOf(main.minLength ?? main.minItems, main.maxLength ?? main.maxItems),
      defaultValue: schema.default === undefined ? null : JSON.stringify(schema.default),
      choices: toList(main.enum).flatMap((choice) => (choice === null ? [] : [String(choice)])),
      fields: this.#fieldsOf(schema, within),
    };
  }

  #typeOf(schema: Json): string {
    const name = getName(schema);
    if (name !== null) return name;
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    const variants = variantsOf(schema);
    if (variants.length > 1) return variants.map((variant) => this.#typeOf(variant)).join(" | ");
    if (schema.type === "array") return `${grouped(this.#typeOf(toJson(schema.items)))}[]`;
    if (schema.type === "object" && isDictionary(schema)) {
      return `{ [name]: ${this.#typeOf(toJson(schema.additionalProperties))} }`;
    }
    const type = getText(schema.type) ?? (schema.enum === undefined ? "any" : "string");
    const format = getText(schema.format);
    return format === null ? type : `${type} <${format}>`;
  }

  /** The fields of an object, of the items of a list, or of any variant. A recursive schema is not repeated. */
  #fieldsOf(schema: Json, within: readonly string[]): readonly FieldDescription[] {
    const name = getName(schema);
    if (name !== null) {
      return within.includes(name)
        ? []
        : this.#fieldsOf(toJson(this.#schemas[name]), [...within, name]);
    }
    if (schema.type === "array") return this.#fieldsOf(toJson(schema.items), within);
    if (isDictionary(schema)) return this.#fieldsOf(toJson(schema.additionalProperties), within);
    const variants = variantsOf(schema);
    if (variants.length > 1) return this.#fieldsOfAny(variants, within);
    const required = toList(schema.required);
    return Object.entries(toJson(schema.properties)).map(([property, value]) =>
      this.read(toJson(value), { name: property, isRequired: required.includes(property) }, within),
    );
  }

  #fieldsOfAny(variants: readonly Json[], within: readonly string[]): readonly FieldDescription[] {
    const fields = new Map<string, FieldDescription>();
    for (const field of variants.flatMap((variant) => this.#fieldsOf(variant, within))) {
      fields.set(field.name, fields.get(field.name) ?? field);
    }
    return [...fields.values()];
  }
}

function getName(schema: Json): string | null {
  const reference = getText(schema.$ref);
  return reference?.startsWith(referencePrefix) ? reference.slice(referencePrefix.length) : null;
}

/** The alternatives of a schema: several schemas, or several types. */
function variantsOf(schema: Json): readonly Json[] {
  const listed = [...toList(schema.anyOf), ...toList(schema.oneOf), ...toList(schema.allOf)];
  if (listed.length > 0) return listed.map(toJson);
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
