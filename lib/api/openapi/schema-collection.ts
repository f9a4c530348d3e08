import { z } from "zod";
import * as shareLinks from "@/lib/auth/share-links/schemas";
import * as achievements from "@/lib/performance/achievements/schemas";
import * as analytics from "@/lib/performance/analytics/schemas";
import * as assignments from "@/lib/performance/assignments/schemas";
import * as explanation from "@/lib/performance/explanations/schemas";
import * as exported from "@/lib/performance/exports/schemas";
import * as logs from "@/lib/performance/history/log-schemas";
import * as snapshots from "@/lib/performance/history/snapshot-schemas";
import * as imports from "@/lib/performance/imports/schemas";
import * as policies from "@/lib/performance/policies/schemas";
import * as accessLog from "@/lib/performance/privacy/access-log-schemas";
import * as team from "@/lib/performance/rankings/schemas";
import * as user from "@/lib/performance/summaries/schemas";

export type JsonSchema = Record<string, unknown>;

const modules: readonly Readonly<Record<string, unknown>>[] = [
  user,
  team,
  analytics,
  logs,
  shareLinks,
  snapshots,
  explanation,
  achievements,
  assignments,
  imports,
  accessLog,
  exported,
  policies,
];

/** Every object that a schema file exports, except parameters, has its name in the document too. */
const names = new Map<unknown, string>();
for (const [name, schema] of modules.flatMap((module) => Object.entries(module))) {
  if (schema instanceof z.ZodObject && !/(Query|Params)$/.test(name) && !names.has(schema)) {
    names.set(schema, `${name[0]?.toUpperCase()}${name.slice(1)}`);
  }
}

/**
 * Schemas of the document, made from the same objects that parse requests and check responses. Those with a name are in
 * `components`, and are referred to.
 */
export class SchemaCollection {
  readonly components: Record<string, JsonSchema> = {};

  /** The schema of input, without any other field. */
  ofInput(schema: z.ZodType): JsonSchema {
    return this.#collect(schema, (made) => made);
  }

  /** The schema of output, to which fields may be added later. */
  ofResponse(schema: z.ZodType): JsonSchema {
    return this.#collect(schema, allowMoreFields);
  }

  #collect(schema: z.ZodType, change: (made: JsonSchema) => JsonSchema): JsonSchema {
    const { $schema: _, $defs = {}, ...root } = change(toPlain(toJsonSchema(schema)));
    for (const [name, component] of Object.entries(Object($defs))) {
      this.components[name] = toPlain(component);
    }
    const name = names.get(schema);
    if (name === undefined) return root;
    if (root.$ref === undefined) this.components[name] = root;
    return createReference(name);
  }
}

export function createReference(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function toJsonSchema(schema: z.ZodType): unknown {
  const metadata = z.registry<z.core.GlobalMeta>();
  const known = z.globalRegistry;
  metadata.get = (part) => {
    const id = names.get(part);
    const described = known.get(part);
    return id === undefined ? described : { ...described, id };
  };
  metadata.has = (part) => names.has(part) || known.has(part);
  return JSON.parse(
    JSON.stringify(
      z.toJSONSchema(schema, {
        io: "input",
        unrepresentable: "any",
        metadata,
        override: ({ zodSchema, jsonSchema }) => {
          const { def } = zodSchema._zod;
          if (def.type === "default" && "defaultValue" in def) {
            jsonSchema.default = toJson(def.defaultValue);
          }
          // The patterns of numbers in a URL and of dates say no more than type and format.
          if (jsonSchema.type === "integer" || jsonSchema.format !== undefined) {
            delete jsonSchema.pattern;
          }
          if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
          if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
        },
      }),
    ).replaceAll('"#/$defs/', '"#/components/schemas/'),
  );
}

function toJson(value: unknown) {
  return JSON.parse(JSON.stringify(value));
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
