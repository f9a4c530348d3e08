import { exampleValues } from "@/lib/api/openapi/example-values";
import type { JsonSchema } from "@/lib/api/openapi/schema-collection";

const REFERENCE = "#/components/schemas/";

/** Makes examples of the schemas of a document, the same each time. */
export class ExampleMaker {
  readonly #components: Readonly<Record<string, JsonSchema>>;
  readonly #made = new Map<string, unknown>();

  constructor(components: Readonly<Record<string, JsonSchema>>) {
    this.#components = components;
  }

  /** @param name of the property that has the value; it chooses among the values that the schema allows. */
  make(schema: JsonSchema, name = ""): unknown {
    const reference = typeof schema.$ref === "string" ? schema.$ref.slice(REFERENCE.length) : null;
    if (reference !== null) return this.#makeComponent(reference, name);
    if (schema.const !== undefined) return schema.const;
    const known = exampleValues[name];
    if (known !== undefined && isAllowed(schema, known)) return known;
    if (schema.default !== undefined) return schema.default;
    const [option] = [...toSchemas(schema.anyOf), ...toSchemas(schema.oneOf)];
    if (option !== undefined) return this.make(option, name);
    if (Array.isArray(schema.enum)) return schema.enum[0];
    return this.#makeOfType(schema, name);
  }

  #makeComponent(reference: string, name: string): unknown {
    const component = this.#components[reference] ?? {};
    if (component.properties === undefined) return this.make(component, name);
    const made = this.#made.get(reference) ?? this.make(component);
    this.#made.set(reference, made);
    return made;
  }

  #makeOfType(schema: JsonSchema, name: string): unknown {
    switch (getType(schema)) {
      case "object":
        return this.#makeObject(schema);
      case "array":
        return toSchemas([schema.items]).map((item) => this.make(item, name));
      case "string":
        return exampleTexts[String(schema.format ?? "text")] ?? "text";
      case "integer":
      case "number":
        return Number(schema.minimum ?? 0);
      case "boolean":
        return false;
      default:
        return null;
    }
  }

  #makeObject({ properties, additionalProperties, propertyNames }: JsonSchema): unknown {
    const entries = Object.entries(Object(properties)).map(([name, property]) => [
      name,
      this.make(toSchema(property), name),
    ]);
    if (entries.length > 0 || Object.keys(Object(additionalProperties)).length === 0) {
      return Object.fromEntries(entries);
    }
    const keys = toList(toSchema(propertyNames).enum).map(String);
    return Object.fromEntries(
      (keys.length === 0 ? ["name"] : keys).map((key) => [
        key,
        this.make(toSchema(additionalProperties)),
      ]),
    );
  }
}

const exampleTexts: Readonly<Record<string, string>> = {
  "date-time": "2024-05-15T14:30:00.000Z",
  date: "2024-05-15",
  uuid: "0f6f2f3b-7a10-4a5f-8d52-9f0c6a523f5e",
  text: "text",
};

function getType({ type }: JsonSchema): unknown {
  return Array.isArray(type) ? type.find((each) => each !== "null") : type;
}

/** Whether the schema allows the value, of which type, choices and range are checked. */
function isAllowed(schema: JsonSchema, value: unknown): boolean {
  const options = [...toSchemas(schema.anyOf), ...toSchemas(schema.oneOf)];
  if (options.length > 0) return options.some((option) => isAllowed(option, value));
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  const types = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.includes(findType(value)) || (types.includes("number") && typeof value === "number")
    ? isInRange(schema, value)
    : false;
}

function isInRange({ minimum, maximum, items }: JsonSchema, value: unknown): boolean {
  if (typeof value === "number") {
    return value >= Number(minimum ?? value) && value <= Number(maximum ?? value);
  }
  return !Array.isArray(value) || value.every((each) => isAllowed(toSchema(items), each));
}

function findType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

function toSchema(value: unknown): JsonSchema {
  return Object.fromEntries(Object.entries(Object(value)));
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function toSchemas(value: unknown): readonly JsonSchema[] {
  return toList(value)
    .filter((each) => each !== undefined)
    .map(toSchema);
}
