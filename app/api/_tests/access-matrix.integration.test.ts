import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { fillTexts, listTextColumns } from "@/lib/performance/testing/canary";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { makeActors } from "./actors";
import { ask, pathAndQuery } from "./send-case";
import { fingerprint } from "./call-route";
import { type Cell, findExpectedValue, listCells, type Targets, toRow } from "./access-cases";
import { makeTargets } from "./make-targets";
import { findRoutes } from "./route-tree";

/** It stands in every text of the organization that nobody here belongs to. */
const CANARY = "QuxCanaryWord";

const routes = await findRoutes();
const refusals = new Map<string, Map<string, string>>();
const wrong: string[] = [];
const leaks: string[] = [];
let targets: Targets;
let cells: readonly Cell[];

beforeAll(async () => {
  targets = await makeTargets({ foreignWord: CANARY });
  await fillTexts(targets.foreign, CANARY);
  cells = listCells(routes, await makeActors(targets.home));
  for (const cell of cells) await judge(cell);
}, 300_000);

afterAll(closeWorlds);

async function judge(cell: Cell): Promise<void> {
  const { route, parameter, actor, place, name } = cell;
  const expected = findExpectedValue("named", cell);
  const response = await ask(targets, cell);
  const print = await fingerprint(response);
  const status = response.ok ? "ok" : response.status;
  if (status !== expected) wrong.push(`${name}: ${status}, not ${expected}: ${print}`);
  if (print.toLowerCase().includes(CANARY.toLowerCase())) leaks.push(name);
  if (response.ok || place === "self") return;
  const asked = `${route.name} ${parameter} as ${actor.name}: ${response.status}`;
  const told = refusals.get(asked) ?? new Map<string, string>();
  refusals.set(asked, told.set(print, `${told.get(print) ?? ""} ${place}`));
}

describe("the matrix of every actor, route and id", () => {
  it("answers each as the table of who may says", () => {
    expect(cells.length).toBeGreaterThan(2_000);
    expect(wrong).toEqual([]);
  });

  it("answers alike, but for the request id, for what is foreign, out of sight and absent", () => {
    const tellable = [...refusals].filter(([, told]) => told.size > 1);
    expect(tellable).toEqual([]);
    expect(refusals.size).toBeGreaterThan(300);
  });

  it("has the foreign organization's word in no body and no header, though it is in each of its texts", async () => {
    const columns = await listTextColumns(targets.foreign, CANARY);
    expect(columns.length).toBeGreaterThan(25);
    expect(columns.filter(({ withWord }) => withWord === 0)).toEqual([]);
    expect(leaks).toEqual([]);
  });

  it("varies every id that a route takes", () => {
    const unvaried = routes.flatMap((route) => {
      const { body } = route.declaration;
      const fields = body instanceof z.ZodObject ? body.shape : {};
      const names = Object.keys({ ...pathAndQuery(route), ...fields });
      const ids = names.filter((name) => /^(id|around)$|_id(_\d)?$/.test(name));
      const known = Object.keys(toRow(route).ids ?? {});
      return ids.filter((name) => !known.includes(name)).map((name) => `${route.name} ${name}`);
    });
    expect(unvaried).toEqual(
      // What whoever assigns the work calls it: no id of this service.
      ["POST /api/performance/assignments external_id"],
    );
  });
});
