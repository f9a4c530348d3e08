import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { API_VERSION } from "@/lib/api/response-headers";
import { describeApi } from "./document";
import { listBodies, listNodes, listOperations, type Schema } from "./testing/document-parts";

const document = await describeApi();
const operations = listOperations(document);
const bodies = operations.flatMap(listBodies);
const schemas: Readonly<Record<string, Schema>> = document.components.schemas;
const nodes = listNodes(document);

function isObject(schema: Schema): boolean {
  return schema.type === "object" || schema.properties !== undefined;
}

/** The schemas that requests consist of, by their names. */
function listRequestSchemas(): ReadonlyMap<string, Schema> {
  const found = new Map<string, Schema>();
  const add = (text: string) => {
    for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const schema = schemas[name];
      if (schema === undefined || found.has(name)) continue;
      found.set(name, schema);
      add(JSON.stringify(schema));
    }
  };
  add(JSON.stringify(operations.map(({ requestBody }) => requestBody?.content ?? {})));
  return found;
}

function isDescribed({ description, anyOf = [], oneOf = [] }: Schema): boolean {
  return description !== undefined || [...anyOf, ...oneOf].some(isDescribed);
}

describe("the OpenAPI document", () => {
  it("names the schema of each JSON body", () => {
    const inlined = bodies.filter(
      ({ type, schema }) => /json/.test(type) && schema.$ref === undefined && !isFile(schema),
    );
    expect(inlined.map(({ place }) => place)).toEqual([]);
    expect(bodies.length).toBeGreaterThan(150);
  });

  it("names the schema of each entry of a list", () => {
    const inlined = nodes.filter(({ node }) => {
      const items: Schema = Object(node.items);
      return node.type === "array" && isObject(items);
    });
    expect(inlined.map(({ path }) => path)).toEqual([]);
  });

  it("has names in the plain form of a type, and none that was made up", () => {
    expect(Object.keys(schemas).filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
    const expected = ["Member", "Team", "Assignment", "AssignmentChange", "Contest", "Caller"];
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(expected));
  });

  it("uses each named schema", () => {
    const text = JSON.stringify(document);
    const unused = Object.keys(schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    expect(unused).toEqual([]);
  });

  it("has true booleans", () => {
    const texts = nodes.filter(({ node }) => {
      const choices = Array.isArray(node.enum) ? node.enum : [node.const];
      return choices.includes("true") || choices.includes("false");
    });
    expect(texts.map(({ path }) => path)).toEqual([]);
  });

  it("asks no number to be a multiple of a fraction", () => {
    const fractions = nodes.filter(({ node }) => !Number.isInteger(node.multipleOf ?? 1));
    expect(fractions.map(({ path }) => path)).toEqual([]);
  });

  it("describes each field of a request", () => {
    const silent = [...listRequestSchemas()].flatMap(([name, schema]) =>
      listNodes(schema).flatMap(({ node, path }) =>
        Object.entries<Schema>(Object(node.properties))
          .filter(([, field]) => !isDescribed(field))
          .map(([field]) => `${name}${path} ${field}`),
      ),
    );
    expect(silent).toEqual([]);
    expect(listRequestSchemas().size).toBeGreaterThan(30);
  });

  it("has an example in each body but a binary file", () => {
    const silent = bodies.filter(
      ({ type, example }) => example === undefined && !/octet-stream|officedocument/.test(type),
    );
    expect(silent.map(({ place }) => place)).toEqual([]);
  });

  it("has examples that its schemas accept", () => {
    const ajv = new Ajv2020({
      strict: false,
      validateFormats: false,
      validateSchema: false,
      inlineRefs: false,
      code: { optimize: false },
    });
    ajv.addSchema({ ...document, $id: "document" });
    const wrong = bodies.flatMap(({ place, schema: { $ref: reference }, example }) => {
      if (reference === undefined) return [];
      const isValid = ajv.getSchema(`document${reference}`);
      return isValid?.(example) ? [] : [`${place}: ${ajv.errorsText(isValid?.errors)}`];
    });
    expect(wrong).toEqual([]);
  });

  it("has one version", () => {
    expect(document.info.version).toBe(API_VERSION);
    expect(document.components).toMatchObject({
      headers: { "API-Version": { schema: { const: API_VERSION } } },
    });
  });

  it("has no extension", () => {
    const extensions = nodes.flatMap(({ node, path }) =>
      Object.keys(node)
        .filter((key) => key.startsWith("x-"))
        .map((key) => `${path} ${key}`),
    );
    expect(extensions).toEqual([]);
  });

  it("explains each parameter for its own operation", () => {
    const general = operations.flatMap(({ operationId, parameters }) =>
      parameters
        .filter(({ description }) => !/^[A-Z`].{8,}[.]$/s.test(description ?? ""))
        .map(({ name }) => `${operationId} ${name}`),
    );
    expect(general).toEqual([]);
    const ids = operations.flatMap(({ path, parameters }) =>
      parameters
        .filter(({ name, in: place }) => place === "path" && name === "id")
        .map(({ description }) => ({ path, description })),
    );
    const names: Readonly<Record<string, RegExp>> = {
      teams: /team/,
      members: /member/,
      user: /member/,
      skills: /skill/,
      tokens: /token/,
      contests: /contest/,
      assignments: /assignment/,
      logs: /entry/,
    };
    const wrong = ids.filter(({ path, description }) => {
      const segment = path.split("/{id}")[0]?.split("/").at(-1) ?? "";
      return names[segment]?.test(description ?? "") === false;
    });
    expect(wrong).toEqual([]);
  });

  it("has a sentence for each tag, and no tag for a single page", () => {
    const tags: readonly { readonly name: string; readonly description: string }[] =
      Object(document).tags;
    expect(tags.filter(({ description }) => !/^[A-Z].*[.]$/.test(description))).toEqual([]);
    expect(tags.map(({ name }) => name).filter((name) => !/^[a-z-]+$/.test(name))).toEqual([]);
  });
});

function isFile({ format }: Schema): boolean {
  return format === "binary";
}
