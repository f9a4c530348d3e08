import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrivacyMode } from "@/lib/context";
import { isPersonal } from "@/lib/performance/access/permissions";
import { memberKeys, setPrivacyMode } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { makeActors } from "./actors";
import { ask } from "./send-case";
import { type Cell, findExpectedValue, listCells, type Targets } from "./access-cases";
import { makeTargets } from "./make-targets";
import { findRoutes } from "./route-tree";

/** Whoever administers members does so by their names, in every mode. */
const administration = /\/(members|teams|skills|organization)\b/;

const routes = (await findRoutes()).filter(
  ({ method, declaration }) => method === "GET" && isPersonal(declaration.access),
);
let targets: Targets;
let cells: readonly Cell[];

beforeAll(async () => {
  targets = await makeTargets();
  const actors = (await makeActors(targets.home)).filter(
    ({ isValid, scopes }) => isValid && scopes === null,
  );
  cells = listCells(routes, actors);
});

afterAll(closeWorlds);

type Answered = { readonly cell: Cell; readonly text: string };

/** Every read in this mode; @returns the bodies of those that were let through. */
async function readAll(mode: PrivacyMode): Promise<readonly Answered[]> {
  await setPrivacyMode(targets.home, mode);
  const wrong: string[] = [];
  const answered: Answered[] = [];
  for (const cell of cells) {
    const response = await ask(targets, cell);
    const text = await response.text();
    const status = response.ok ? "ok" : response.status;
    const expected = findExpectedValue(mode, cell);
    if (status !== expected) wrong.push(`${cell.name}: ${status}, not ${expected}: ${text}`);
    if (response.ok && !administration.test(cell.route.path)) answered.push({ cell, text });
  }
  expect(wrong).toEqual([]);
  return answered;
}

/** Whatever says who somebody other than the reader is. */
function namesOfOthers({ actor }: Cell): readonly string[] {
  const { members } = targets.home;
  return memberKeys
    .filter((key) => key !== actor.key)
    .flatMap((key) => [members[key].username, members[key].displayName, members[key].email]);
}

function listLeaks(answered: readonly Answered[]): readonly string[] {
  return answered.flatMap(({ cell, text }) =>
    namesOfOthers(cell)
      .filter((name) => text.includes(name))
      .map((name) => `${cell.name}: ${name}`),
  );
}

describe("in a pseudonymous organization", () => {
  it("nobody reads another member's name, address or work anywhere", {
    timeout: 120_000,
  }, async () => {
    const answered = await readAll("pseudonymous");
    expect(answered.length).toBeGreaterThan(150);
    expect(listLeaks(answered)).toEqual([]);
    const aliased = answered.filter(({ text }) => text.includes('"username":"member-'));
    expect(aliased.length).toBeGreaterThan(25);
    const own = answered.filter(
      ({ cell, text }) =>
        cell.place === "self" &&
        text.includes(targets.home.members[cell.actor.key ?? "admin"].username),
    );
    expect(own.length).toBeGreaterThan(25);
  });
});

describe("in an organization that shows aggregates only", () => {
  it("nobody reads anything about one other person, under whatever name", {
    timeout: 120_000,
  }, async () => {
    const answered = await readAll("aggregate");
    expect(answered.length).toBeGreaterThan(75);
    expect(listLeaks(answered)).toEqual([]);
    const { members } = targets.home;
    const single = answered.flatMap(({ cell, text }) => {
      // Who looked at oneself is oneself's to know, under an alias.
      if (/access-log|everything/.test(cell.route.path)) return [];
      if (!text.startsWith("{")) return [`${cell.name}: ${text.slice(0, 100)}`];
      const found = valuesOf(JSON.parse(text), "user_id");
      const others = found.filter(
        (id) => id !== null && id !== members[cell.actor.key ?? "admin"].userId,
      );
      return others.map((id) => `${cell.name}: ${id}`);
    });
    expect(single).toEqual([]);
    const extremes = answered
      .filter(({ cell }) => /team|statistics|analytics/.test(cell.route.path))
      .flatMap(({ text }) =>
        [
          "min_score",
          "max_score",
          "score_range",
          "scores",
          "all_members",
          "top_performers",
        ].flatMap((key) => valuesOf(JSON.parse(text), key)),
      );
    expect(extremes.length).toBeGreaterThan(10);
    expect(extremes.filter((value) => value !== null)).toEqual([]);
  });
});

/** All values under this key, however deep. */
function valuesOf(node: unknown, key: string): readonly unknown[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === key ? [value] : valuesOf(value, key),
  );
}
