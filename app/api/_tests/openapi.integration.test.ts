import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { tokenScopes } from "@/lib/context";
import { findDownloadContents } from "@/lib/http/download";
import { isPersonal } from "@/lib/performance/access/permissions";
import { getAccessRow } from "./access-cases";
import type { TargetLocation } from "./access-rules";
import type { Actor } from "./actors";
import { readDocument, requestDocument } from "./read-document";
import { findRoutes } from "./route-tree";

const routes = await findRoutes();
const { content, operations, tags } = await readDocument();

const adminToken: Actor = {
  name: "an administrator by token",
  key: "admin",
  role: "admin",
  team: null,
  leadScope: "team",
  scopes: tokenScopes,
  isValid: true,
  headers: {},
};

describe("the OpenAPI document", () => {
  it("describes every route of the API and no other", () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(
      routes.map(({ name }) => name).sort(),
    );
    expect(routes.length).toBeGreaterThan(20);
  });

  it("is valid OpenAPI 3.1", async () => {
    const validator = new Validator();
    const result = await validator.validate(structuredClone(content));
    expect(result).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
  });

  it("has a target for every reference", () => {
    const text = JSON.stringify(content);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? "");
    expect(references.length).toBeGreaterThan(100);
    const missing = references.filter((path) => {
      const found = path
        .split("/")
        .reduce<unknown>((node, key) => Reflect.get(Object(node), key), content);
      return found === undefined;
    });
    expect(missing).toEqual([]);
  });

  it("names every operation once, and summarizes it in a few words", () => {
    const ids = routes.map(({ declaration }) => declaration.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const summaries = routes.map(({ declaration }) => declaration.summary);
    expect(summaries.filter((summary) => !/^[A-Z][\w' -]{5,45}$/.test(summary))).toEqual([]);
  });

  it("explains every operation, tag and parameter in full sentences", () => {
    const texts = routes.map(({ declaration }) => declaration.description ?? "None.");
    const all = [...texts, ...tags.map(({ description }) => description)];
    expect(all.filter((text) => !/^[A-Z].*[.]$/.test(text))).toEqual([]);
    const silent = operations.flatMap(({ name, parameters }) =>
      parameters
        .filter((parameter) => !parameter.description)
        .map((parameter) => `${name} ${parameter.name}`),
    );
    expect(silent).toEqual([]);
  });

  it("has an operation for each of its tags, and no other tag", () => {
    const used = new Set(routes.flatMap(({ declaration }) => declaration.tags));
    expect(tags.map(({ name }) => name).toSorted()).toEqual([...used].toSorted());
  });

  it("states the range and the default of each number", () => {
    const history = operations.find(({ operationId }) => operationId === "getUserHistory");
    expect(history?.parameters).toContainEqual(
      expect.objectContaining({
        name: "days",
        required: false,
        schema: { type: "integer", minimum: 1, maximum: 36_500, default: 30 },
      }),
    );
    const unbounded = operations.flatMap(({ name, parameters }) =>
      parameters
        .filter(({ schema }) => schema.type === "integer" && schema.maximum === undefined)
        .map((parameter) => `${name} ${parameter.name}`),
    );
    expect(unbounded).toEqual([]);
  });

  it("describes 401 and 403 for every route that is not public", () => {
    for (const { name, declaration } of routes) {
      const operation = operations.find((found) => found.name === name);
      const isPublic = !isPersonal(declaration.access);
      expect(operation?.security.length !== 0, name).toBe(!isPublic);
      const statuses = Object.keys(operation?.responses ?? {});
      expect(statuses.includes("401") && statuses.includes("403"), name).toBe(!isPublic);
      expect(statuses, name).toContain("500");
    }
  });

  it("offers tokens for the same routes as the access table", () => {
    const places: readonly TargetLocation[] = ["self", "first", "omitted"];
    for (const route of routes) {
      if (!isPersonal(route.declaration.access)) continue;
      const { ids = {}, rule } = getAccessRow(route);
      const rules = [...Object.values(ids).map((each) => each.rule), ...(rule ? [rule] : [])];
      const isOpen = rules.some((each) =>
        places.some((place) => ![401, 403].includes(Number(each(adminToken, place)))),
      );
      const operation = operations.find((found) => found.name === route.name);
      const names = operation?.security.flatMap((scheme) => Object.keys(scheme)) ?? [];
      expect(names.includes("token"), route.name).toBe(isOpen);
      expect(names, route.name).toContain("session");
    }
  });

  it("has examples that match their schemas", () => {
    const wrong = routes.flatMap(({ name, declaration }) => {
      const { body, examples = {}, response } = declaration;
      const json = findDownloadContents(response)?.["application/json"] ?? response;
      return [
        { example: examples.request, schema: body },
        { example: examples.response, schema: json },
      ].flatMap(({ example, schema }) => {
        const parsed = example === undefined ? null : schema?.safeParse(example);
        return parsed?.success === false ? [`${name}: ${parsed.error.message}`] : [];
      });
    });
    expect(wrong).toEqual([]);
    const withExamples = routes.filter(({ declaration }) => declaration.examples !== undefined);
    expect(withExamples.length).toBeGreaterThan(20);
  });

  it("responds 304 to a request with the current tag", async () => {
    const tag = (await requestDocument()).headers.get("etag") ?? "";
    const again = await requestDocument({ "if-none-match": tag });
    expect(again.status).toBe(304);
  });
});
