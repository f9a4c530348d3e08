import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeSession } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { createSessionHeaders } from "./actors";
import { callRoute } from "./call-route";
import { makeTargets } from "./make-targets";
import { readDocument } from "./read-document";
import { type FoundRoute, findRoutes } from "./route-tree";
import { makeValidRequest, type ValidRequest } from "./valid-request";

const { content, operations } = await readDocument();
const routes = await findRoutes();
const isTime = (name: string) => /(_at|_since|_until|_before|_after)$/.test(name);

type TimeField = {
  readonly route: FoundRoute;
  readonly path: readonly string[];
  readonly place: "body" | "query";
  readonly description: string;
};

const schemaNode = z.looseObject({
  $ref: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  description: z.string().optional(),
});

/** The time fields of a schema, by their path; a list has its first item. */
function listTimes(
  schema: unknown,
  path: readonly string[],
): { path: readonly string[]; description: string }[] {
  const node = schemaNode.parse(schema);
  if (node.$ref !== undefined) return listTimes(follow(node.$ref), path);
  const last = path.at(-1);
  const own =
    last !== undefined && isTime(last) ? [{ path, description: node.description ?? "" }] : [];
  return [
    ...own,
    ...Object.entries(node.properties ?? {}).flatMap(([name, one]) =>
      listTimes(one, [...path, name]),
    ),
    ...(node.items === undefined ? [] : listTimes(node.items, [...path, "0"])),
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? [])]
      .flatMap((one) => listTimes(one, path))
      .filter((found) => found.path.length > path.length),
  ];
}

function follow(reference: string): unknown {
  return reference
    .slice(2)
    .split("/")
    .reduce<unknown>((node, key) => Object(node)[key], content);
}

/** It checks each assignment alone, and its response has the errors of each. */
const batch = "recordAssignments";

const fields = routes.flatMap((route): TimeField[] => {
  if (route.declaration.operationId === batch) return [];
  const operation = operations.find(({ name }) => name === route.name);
  const schema = operation?.requestBody?.content["application/json"]?.schema;
  const inBody = schema === undefined ? [] : listTimes(schema, []);
  const inQuery = (operation?.parameters ?? []).filter(({ name }) => isTime(name));
  return [
    ...inBody.map((found) => ({ route, place: "body" as const, ...found })),
    ...inQuery.map(({ name, description = "" }) => ({
      route,
      place: "query" as const,
      path: [name],
      description,
    })),
  ];
});
const named = fields.map(
  (field) => [`${field.path.join(".")} of ${field.route.name}`, field] as const,
);

let headers: Readonly<Record<string, string>>;
let createRequest: (route: FoundRoute) => Promise<ValidRequest>;

beforeAll(async () => {
  const targets = await makeTargets();
  headers = createSessionHeaders(
    await makeSession(targets.home, targets.home.members.admin.userId),
  );
  createRequest = (route) => makeValidRequest(targets, route);
}, 60_000);

afterAll(closeWorlds);

function nest(path: readonly string[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return first === "0" ? [nest(rest, value)] : { [first]: nest(rest, value) };
}

async function sendTime({ route, path, place }: TimeField, time: string) {
  const { parameters, body } = await createRequest(route);
  const inBody = place === "body" ? Object(nest(path, time)) : {};
  const inQuery = place === "query" ? { [path[0] ?? ""]: time } : {};
  const response = await callRoute(route, {
    headers,
    parameters: { ...parameters, ...inQuery },
    ...(body && { body: { ...Object(body), ...inBody } }),
  });
  const { invalid_params: invalid = [] } = Object(await response.json());
  const name = path.join(".");
  return { status: response.status, codes: codesOf(invalid, name) };
}

function codesOf(invalid: readonly { name: string; code: string }[], name: string): string[] {
  return invalid.filter((one) => one.name === name).map(({ code }) => code);
}

const withoutZone = ["2026-05-15T14:30", "2026-05-15T14:30:00", "2026-05-15 14:30:00.123456"];
const withZone = [
  "2026-05-15T14:30:00Z",
  "2026-05-15T14:30+02:00",
  "2026-05-15 14:30:00-0330",
  "2026-05-15",
];

it("finds the times of writes of assignments", () => {
  expect(new Set(fields.map(({ route }) => route.declaration.operationId)).size).toBeGreaterThan(3);
});

describe.each(named)("the time %s", (_, field) => {
  it.each(withoutZone)("is rejected without a zone, as %s", async (time) => {
    expect(await sendTime(field, time)).toEqual({ status: 400, codes: ["time_without_zone"] });
  });

  it.each(withZone)("is not rejected for its zone, as %s", async (time) => {
    const { codes } = await sendTime(field, time);
    expect(codes).not.toContain("time_without_zone");
    expect(codes).not.toContain("invalid_time");
  });

  it("is rejected as no time", async () => {
    expect(await sendTime(field, "soon")).toEqual({ status: 400, codes: ["invalid_time"] });
  });

  it("says in its description what it takes", () => {
    expect(field.description).toMatch(/`Z` or an offset; a date alone is/);
  });
});

describe("a date in a query", () => {
  const dates = operations.flatMap(({ name, parameters }) =>
    parameters.flatMap((parameter) =>
      ["from", "to"].includes(parameter.name) ? [[name, parameter] as const] : [],
    ),
  );

  it.each(dates)("of %s says that it is a local day", (_, { description }) => {
    expect(description).toMatch(/local day/);
  });
});
