import { expect, test } from "vitest";
import { readOperations } from "./read-operations";
import { suggestBody } from "./request";

const document = {
  tags: [{ name: "user" }, { name: "health" }],
  paths: {
    "/api/health": {
      get: { operationId: "getHealth", tags: ["health"], security: [], responses: {} },
    },
    "/api/user/{id}": {
      get: {
        operationId: "getUser",
        summary: "Get a user",
        description: "For everyone.",
        tags: ["user"],
        security: [{ token: ["self:read"] }, { session: [] }],
        parameters: [
          {
            name: "id",
            in: "path",
            required: true,
            schema: { type: "integer", minimum: 1, maximum: 9 },
          },
          {
            name: "days",
            in: "query",
            description: "How many.",
            schema: { type: "integer", default: 30 },
          },
        ],
        responses: {
          200: {
            description: "Success.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Person" } } },
          },
          404: { $ref: "#/components/responses/Problem404" },
        },
      },
    },
  },
  components: {
    schemas: {
      Person: {
        type: "object",
        required: ["name"],
        properties: {
          name: { type: ["string", "null"], minLength: 1 },
          kind: { anyOf: [{ enum: ["a", "b"], type: "string" }, { type: "null" }] },
          friends: { type: "array", items: { $ref: "#/components/schemas/Person" } },
          marks: { type: "object", additionalProperties: { type: "number" } },
        },
      },
    },
    responses: {
      Problem404: {
        description: "Not there.",
        content: { "application/problem+json": { examples: { not_found: {} } } },
      },
    },
  },
};

const [user, health] = readOperations(document);

test("operations have the order of the tags of their document", () => {
  expect([user?.id, health?.id]).toEqual(["getUser", "getHealth"]);
  expect([user?.credential, health?.credential]).toEqual(["session or token", "none"]);
  expect(user?.scopes).toEqual(["self:read"]);
});

test("a parameter has its place, range and description", () => {
  expect(user?.parameters).toMatchObject([
    { name: "id", place: "path", isRequired: true, type: "integer", range: "1 … 9" },
    {
      name: "days",
      place: "query",
      isRequired: false,
      defaultValue: "30",
      description: "How many.",
    },
  ]);
});

test("a response has the fields of the schema it refers to, and a recursive schema ends", () => {
  const [response] = user?.responses ?? [];
  const whole = response?.contents[0]?.value;
  expect(whole?.type).toBe("Person");
  expect(whole?.fields).toMatchObject([
    { name: "name", type: "string | null", isRequired: true, length: "≥ 1" },
    { name: "kind", type: "string | null", isRequired: false, choices: ["a", "b"] },
    { name: "friends", type: "Person[]", fields: [] },
    { name: "marks", type: "{ [name]: number }" },
  ]);
});

test("a body without an example begins with its required fields", () => {
  const [response] = user?.responses ?? [];
  const [content] = response?.contents ?? [];
  const body = content === undefined ? "" : suggestBody({ ...content, isRequired: true });
  expect(JSON.parse(body)).toEqual({ name: "" });
});

test("a problem has its codes", () => {
  expect(user?.problems).toEqual([
    { status: "404", description: "Not there.", codes: ["not_found"] },
  ]);
});
