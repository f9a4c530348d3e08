import type { PrivacyMode } from "@/lib/context";
import { isPersonal } from "@/lib/performance/access/permissions";
import { privacyModes } from "@/lib/performance/domain/privacy/privacy-modes";
import {
  type EvaluationReader,
  evaluationReaders,
  type SeenFigures,
} from "@/lib/performance/evaluations/schemas";
import { canReach, hasRight } from "./access-rules";
import { describeAccess, type Reader, readers } from "./privacy-table";
import { readDocument } from "./read-document";
import { type FoundRoute, findRoutes } from "./route-tree";

/** Reads of accounts, settings and credentials: they hold no figure about the work of a member. */
const withoutFigures = [
  "/api/health",
  "/api/ready",
  "/api/openapi.json",
  "/api/me",
  "/api/service-accounts",
  "/api/sessions",
  "/api/tokens",
  "/api/performance/audit-log",
  "/api/performance/connections",
  "/api/performance/connections/{id}",
  "/api/performance/connections/{id}/deliveries",
  "/api/performance/connections/{id}/people",
  "/api/performance/evaluations",
  "/api/performance/export/audit-log",
  "/api/performance/export/evaluations",
  "/api/performance/import-mappings",
  "/api/performance/import-mappings/{id}",
  "/api/performance/imports",
  "/api/performance/imports/{id}",
  "/api/performance/imports/{id}/rejections.csv",
  "/api/performance/jobs",
  "/api/performance/jobs/{id}",
  "/api/performance/members",
  "/api/performance/members/{id}",
  "/api/performance/notice",
  "/api/performance/organization",
  "/api/performance/policy",
  "/api/performance/proposals",
  "/api/performance/share-links",
  "/api/performance/skills",
  "/api/performance/skills/{id}",
  "/api/performance/status",
  "/api/performance/teams",
  "/api/performance/teams/{id}",
  "/api/performance/user/{id}/access-log",
  "/api/performance/user/{id}/audit-log",
  "/api/performance/verifications",
];

const seenByWords: Readonly<Record<string, SeenFigures>> = {
  "–": "none",
  own: "own",
  "own, team": "team",
  "own, all": "all",
};

/** Requests with a body that read figures and change none. */
const readsByPost = [
  "POST /api/performance/policy/preview",
  "POST /api/performance/user/{id}/what-if",
];

/** Every read that shows figures about members' work, with its readers as the access tests expect them. */
export async function listTestedEvaluations(): Promise<readonly unknown[]> {
  const { content, operations } = await readDocument();
  const routes = await findRoutes();
  return routes
    .filter(({ method, name, path }) =>
      method === "GET" ? !withoutFigures.includes(path) : readsByPost.includes(name),
    )
    .map((route) => {
      const described = operations.find(({ name }) => name === route.name);
      const names = listFields(content, described?.responses["200"]);
      const isByLink = !isPersonal(route.declaration.access);
      return {
        operation_id: route.declaration.operationId,
        summary: route.declaration.summary,
        path: `${route.method} ${route.path}`,
        fields: names.filter((name) => !isName(name)),
        by_link: isByLink,
        readers: isByLink
          ? null
          : listReaders({ ...route, method: "GET", namesMembers: names.some(isName) }),
      };
    });
}

/** A route, and whether its response names members. */
type NamingRoute = FoundRoute & { readonly namesMembers: boolean };

function listReaders(route: NamingRoute) {
  const listSeen = (mode: PrivacyMode) =>
    evaluationReaders.map((key) => [key, findSeenFigures(mode, route, getReader(key))]);
  return Object.fromEntries(privacyModes.map((mode) => [mode, Object.fromEntries(listSeen(mode))]));
}

function getReader(key: EvaluationReader): Reader {
  const index = evaluationReaders.indexOf(key);
  const reader = readers[index]?.[1];
  if (reader === undefined) throw new Error(`${key} is no reader of the tested table.`);
  return reader;
}

function findSeenFigures(mode: PrivacyMode, route: NamingRoute, reader: Reader): SeenFigures {
  const words = describeAccess(mode, route, reader);
  if (words === "yes") return findListedFigures(mode, route, reader);
  const seen = seenByWords[words];
  if (seen === undefined) throw new Error(`${route.name}: no name for "${words}".`);
  return seen;
}

/** What a reader sees of a list: figures of groups, or of each member within reach. */
function findListedFigures(mode: PrivacyMode, route: NamingRoute, reader: Reader): SeenFigures {
  if (!route.namesMembers) return "groups";
  if (mode === "aggregate") return hasOwnRows(route) ? "own" : "groups";
  const actor = { ...reader, name: "", scopes: null, isValid: true, headers: {} };
  if (!hasRight(actor, "view_team")) return "own";
  return canReach(actor, "second") ? "all" : "team";
}

/** Whether the route returns the caller's own rows to every member. */
const hasOwnRows = ({ declaration: { access } }: FoundRoute) =>
  typeof access !== "string" && "ownWork" in access;

const isName = (name: string) => name === "username";
const isId = (name: string) => /^id$|_ids?$|^user_id/.test(name);

type Schema = Readonly<Record<string, unknown>>;

/** The names of all numbers and times in a response but for ids, and `username` where it names members. */
function listFields(document: unknown, response: unknown): string[] {
  const names = new Set<string>();
  const visited = new Set<string>();
  const visit = (node: unknown, name: string | null): void => {
    if (typeof node !== "object" || node === null) return;
    const schema: Schema = Object.fromEntries(Object.entries(node));
    const reference = String(schema.$ref ?? "");
    if (reference !== "") {
      if (visited.has(`${reference} ${name}`)) return;
      visited.add(`${reference} ${name}`);
      visit(resolve(document, reference), name);
    }
    if (name !== null && isField(name, schema)) names.add(name);
    for (const [property, value] of Object.entries(Object(schema.properties))) {
      visit(value, property);
    }
    for (const part of listParts(schema)) visit(part, name);
  };
  visit(response, null);
  return [...names].sort();
}

/** The schemas of which a schema consists, under its own name. */
function listParts(schema: Schema): readonly unknown[] {
  const { content, items, anyOf, oneOf, allOf, additionalProperties } = schema;
  return [content, schema.schema, schema["application/json"], items, additionalProperties].concat(
    ...[anyOf, oneOf, allOf].filter(Array.isArray),
  );
}

const isField = (name: string, schema: Schema) =>
  isName(name) || (isNumberOrTime(schema) && !isId(name));

/** A schema without any rule is of every value, so of numbers too. */
const isNumberOrTime = (schema: Schema) =>
  schema.format === "date-time" ||
  [schema.type].flat().some((one) => one === "number" || one === "integer") ||
  Object.keys(schema).length === 0;

function resolve(document: unknown, reference: string): unknown {
  return reference
    .slice("#/".length)
    .split("/")
    .reduce<unknown>((node, key) => Reflect.get(Object(node), key), document);
}
