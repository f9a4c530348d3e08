import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readOperations, toHead } from "./read-operations";
import { readSearchTexts, searchOperations } from "./search";

const document = readFileSync(join(import.meta.dirname, "../../clients/openapi.json"), "utf8");
const operations = readOperations(JSON.parse(document));
const heads = operations.map(toHead);
const texts = readSearchTexts(operations);

const find = (search: string) => {
  const { byName, byText } = searchOperations(heads, texts, search);
  return {
    byName: byName.map(({ id }) => id),
    byText: byText.map(({ operation: { id } }) => id),
    fields: byText.flatMap(({ fields }) => fields),
  };
};

it("finds an operation by its name, before those that mention the words", () => {
  expect(find("user metrics").byName).toEqual(["getUserMetrics"]);
  expect(find("getusermetrics")).toMatchObject({ byName: ["getUserMetrics"], byText: [] });
});

it.each([
  ["a field of a request", "cors_origins", "updateOrganization"],
  ["a field of a response", "anonymity_threshold", "getOrganization"],
  ["a field in a list of a response", "skill_accuracy", "getTeam"],
  ["a parameter", "updated_since", "listAssignments"],
  ["a word of a description", "lowers protection", "updateOrganization"],
  ["a choice of a field", "pseudonymous", "updateOrganization"],
  ["a code of an error", "precondition_failed", "updateTeam"],
  ["a scope", "members:write", "createMember"],
])("finds an operation by %s", (_, search, id) => {
  const { byName, byText } = find(search);
  expect(byName).not.toContain(id);
  expect(byText).toContain(id);
});

it("finds an operation by words of which some are in its name, and names the fields that match", () => {
  const found = find("organization settings retention");
  expect(found.byText).toEqual(["getOrganization", "updateOrganization"]);
  expect(new Set(found.fields)).toEqual(new Set(["retention_months"]));
});

it("finds each operation by the name of each of its fields", () => {
  for (const head of heads) {
    for (const name of texts.get(head.id)?.names ?? []) {
      const { byName, byText } = searchOperations([head], texts, name);
      expect(byName.length + byText.length, `${head.id} by ${name}`).toBe(1);
    }
  }
});

it("lists all operations without a search, and none for words that nothing has", () => {
  expect(find(" ")).toMatchObject({ byName: heads.map(({ id }) => id), byText: [] });
  expect(find("zzz")).toMatchObject({ byName: [], byText: [] });
});

it("searches names alone until the texts are there", () => {
  expect(searchOperations(heads, null, "cors_origins")).toEqual({ byName: [], byText: [] });
});
