import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { fillTexts, listTextColumns } from "@/lib/performance/testing/canary";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import {
  type AccessCase,
  getAccessRow,
  getExpectedStatus,
  listCases,
  type Targets,
} from "./access-cases";
import { makeActors, makeServiceActor } from "./actors";
import { toComparableText } from "./call-route";
import { makeTargets } from "./make-targets";
import { findRoutes } from "./route-tree";
import { getUrlParameters, sendCase } from "./send-case";

/** Every text of the foreign organization contains it. */
const CANARY = "QuxCanaryWord";

const routes = await findRoutes();
/** By route, parameter, actor and status: each distinct response with the locations that got it. */
const rejections = new Map<string, Map<string, string>>();
const wrong: string[] = [];
const leaks: string[] = [];
let targets: Targets;
let cases: readonly AccessCase[];

beforeAll(async () => {
  targets = await makeTargets({ foreignWord: CANARY });
  await fillTexts(targets.foreign, CANARY);
  const { home } = targets;
  cases = listCases(routes, [...(await makeActors(home)), await makeServiceActor(home)]);
  for (const accessCase of cases) await checkCase(accessCase);
}, 300_000);

afterAll(closeWorlds);

async function checkCase(accessCase: AccessCase): Promise<void> {
  const { route, parameter, actor, location, name } = accessCase;
  const expected = getExpectedStatus("named", accessCase);
  const response = await sendCase(targets, accessCase);
  const text = await toComparableText(response);
  const status = response.ok ? "ok" : response.status;
  if (status !== expected) wrong.push(`${name}: ${status}, not ${expected}: ${text}`);
  if (text.toLowerCase().includes(CANARY.toLowerCase())) leaks.push(name);
  if (response.ok || location === "self") return;
  const key = `${route.name} ${parameter} as ${actor.name}: ${response.status}`;
  const responses = rejections.get(key) ?? new Map<string, string>();
  rejections.set(key, responses.set(text, `${responses.get(text) ?? ""} ${location}`));
}

describe("the access matrix of every actor, route and id", () => {
  it("responds to every case as the access table says", () => {
    expect(cases.length).toBeGreaterThan(2_000);
    expect(wrong).toEqual([]);
  });

  it("responds the same for a foreign, a hidden and an absent target, except for the request id", () => {
    const distinguishable = [...rejections].filter(([, responses]) => responses.size > 1);
    expect(distinguishable).toEqual([]);
    expect(rejections.size).toBeGreaterThan(300);
  });

  it("sends no text of the foreign organization in a body or a header", async () => {
    const columns = await listTextColumns(targets.foreign, CANARY);
    expect(columns.length).toBeGreaterThan(25);
    expect(columns.filter(({ withWord }) => withWord === 0)).toEqual([]);
    expect(leaks).toEqual([]);
  });

  it("varies every id of every route", () => {
    const constant = routes.flatMap((route) => {
      const { body } = route.declaration;
      const bodies = body instanceof z.ZodDiscriminatedUnion ? body.options : [body];
      const fields = bodies.flatMap((one) =>
        one instanceof z.ZodObject ? Object.keys(one.shape) : [],
      );
      const names = [...Object.keys(getUrlParameters(route)), ...fields];
      const ids = names.filter((name) => /^(id|around)$|_id(_\d)?$/.test(name));
      const known = Object.keys(getAccessRow(route).ids ?? {});
      return ids.filter((name) => !known.includes(name)).map((name) => `${route.name} ${name}`);
    });
    expect(constant.toSorted()).toEqual(
      // The client chooses it: it is no id of this service.
      [
        "GET /api/performance/assignments external_id",
        "POST /api/performance/assignments external_id",
        "GET /api/performance/assignments/by-external-id/{external_id} external_id",
        "PUT /api/performance/assignments/by-external-id/{external_id} external_id",
        "DELETE /api/performance/assignments/by-external-id/{external_id} external_id",
        // A connection has an id of its own in its URL; the field user_id is in the place of is_skipped.
        "POST /api/webhooks/{connection_id} connection_id",
        "PATCH /api/performance/connections/people/{id} user_id",
      ].toSorted(),
    );
  });
});
