import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { type Actor, makeActors } from "./actors";
import { ask, pathAndQuery } from "./ask";
import { fingerprint } from "./call-route";
import { type Cell, expectedIn, listCells, rowOf, type Targets } from "./cells";
import { makeTargets } from "./make-targets";
import { findRoutes } from "./route-tree";

const routes = await findRoutes();
let targets: Targets;
let actors: readonly Actor[];
let cells: readonly Cell[];

beforeAll(async () => {
  targets = await makeTargets();
  actors = await makeActors(targets.home);
  cells = listCells(routes, actors);
});

afterAll(closeWorlds);

describe("everyone sees just what they may", () => {
  it("in every cell of the matrix, and what is out of sight is as if it were not there", {
    timeout: 120_000,
  }, async () => {
    expect(cells.length).toBeGreaterThan(2_000);
    const wrong: string[] = [];
    const refusals = new Map<string, Map<string, string>>();
    for (const cell of cells) {
      const expected = expectedIn("named", cell);
      const response = await ask(targets, cell);
      const print = await fingerprint(response);
      const status = response.ok ? "ok" : response.status;
      if (status !== expected) wrong.push(`${cell.name}: ${status}, not ${expected}: ${print}`);
      if (response.ok || cell.place === "self") continue;
      const { route, parameter, actor } = cell;
      const asked = `${route.name} ${parameter} as ${actor.name}: ${response.status}`;
      const told = refusals.get(asked) ?? new Map<string, string>();
      refusals.set(asked, told.set(print, `${told.get(print) ?? ""} ${cell.place}`));
    }
    expect(wrong).toEqual([]);
    const tellable = [...refusals].filter(([, told]) => told.size > 1);
    expect(tellable).toEqual([]);
    expect(refusals.size).toBeGreaterThan(300);
  });

  it("knows every id that a route takes", () => {
    const unvaried = routes.flatMap((route) => {
      const body = route.declaration.body;
      const fields = body instanceof z.ZodObject ? body.shape : {};
      const names = Object.keys({ ...pathAndQuery(route), ...fields });
      const ids = names.filter((name) => /^(id|around)$|_id(_\d)?$/.test(name));
      const known = Object.keys(rowOf(route).ids ?? {});
      return ids.filter((name) => !known.includes(name)).map((name) => `${route.name} ${name}`);
    });
    expect(unvaried).toEqual([
      // What whoever assigns the work calls it: no id of this service.
      "POST /api/performance/assignments external_id",
    ]);
  });
});
