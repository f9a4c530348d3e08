import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrivacyMode } from "@/lib/context";
import { isPersonal } from "@/lib/performance/access/permissions";
import { memberKeys, setPrivacyMode } from "@/lib/performance/testing/make-api-world";
import { closeWorlds } from "@/lib/performance/testing/open-api-worlds";
import { type AccessCase, getExpectedStatus, listCases, type Targets } from "./access-cases";
import { makeActors } from "./actors";
import { makeTargets } from "./make-targets";
import { findRoutes } from "./route-tree";
import { sendCase } from "./send-case";

/** Routes that show names in every mode. */
const administration = /\/(members|teams|skills|organization)\b/;

const routes = (await findRoutes()).filter(
  ({ method, declaration }) => method === "GET" && isPersonal(declaration.access),
);
let targets: Targets;
let cases: readonly AccessCase[];

beforeAll(async () => {
  targets = await makeTargets();
  const actors = (await makeActors(targets.home)).filter(
    ({ isValid, scopes }) => isValid && scopes === null,
  );
  cases = listCases(routes, actors);
});

afterAll(closeWorlds);

type AllowedRead = { readonly accessCase: AccessCase; readonly text: string };

/** Sends every read in this mode. @returns the bodies of the allowed ones. */
async function readAll(mode: PrivacyMode): Promise<readonly AllowedRead[]> {
  await setPrivacyMode(targets.home, mode);
  const wrong: string[] = [];
  const reads: AllowedRead[] = [];
  for (const accessCase of cases) {
    const response = await sendCase(targets, accessCase);
    const text = await response.text();
    const status = response.ok ? "ok" : response.status;
    const expected = getExpectedStatus(mode, accessCase);
    if (status !== expected) wrong.push(`${accessCase.name}: ${status}, not ${expected}: ${text}`);
    if (response.ok && !administration.test(accessCase.route.path))
      reads.push({ accessCase, text });
  }
  expect(wrong).toEqual([]);
  return reads;
}

/** The names and e-mail addresses of all members except the actor. */
function listOtherNames({ actor }: AccessCase): readonly string[] {
  const { members } = targets.home;
  return memberKeys
    .filter((key) => key !== actor.key)
    .flatMap((key) => [members[key].username, members[key].displayName, members[key].email]);
}

function listLeaks(reads: readonly AllowedRead[]): readonly string[] {
  return reads.flatMap(({ accessCase, text }) =>
    listOtherNames(accessCase)
      .filter((name) => text.includes(name))
      .map((name) => `${accessCase.name}: ${name}`),
  );
}

describe("privacy modes", () => {
  it("hides the names and addresses of other members in a pseudonymous organization", {
    timeout: 120_000,
  }, async () => {
    const reads = await readAll("pseudonymous");
    expect(reads.length).toBeGreaterThan(150);
    expect(listLeaks(reads)).toEqual([]);
    const aliased = reads.filter(({ text }) => text.includes('"username":"member-'));
    expect(aliased.length).toBeGreaterThan(25);
    const own = reads.filter(
      ({ accessCase, text }) =>
        accessCase.location === "self" &&
        text.includes(targets.home.members[accessCase.actor.key ?? "admin"].username),
    );
    expect(own.length).toBeGreaterThan(25);
  });

  it("hides every single other member in an organization that shows only aggregates", {
    timeout: 120_000,
  }, async () => {
    const reads = await readAll("aggregate");
    expect(reads.length).toBeGreaterThan(75);
    expect(listLeaks(reads)).toEqual([]);
    const { members } = targets.home;
    const single = reads.flatMap(({ accessCase, text }) => {
      // Members may see who viewed their figures, auditors who changed or proposed what, by alias, and administrators
      // the rejected rows of files that they sent.
      if (/access-log|audit-log|proposals|everything|rejections/.test(accessCase.route.path))
        return [];
      if (!text.startsWith("{")) return [`${accessCase.name}: ${text.slice(0, 100)}`];
      const found = listValues(JSON.parse(text), "user_id");
      const others = found.filter(
        (id) => id !== null && id !== members[accessCase.actor.key ?? "admin"].userId,
      );
      return others.map((id) => `${accessCase.name}: ${id}`);
    });
    expect(single).toEqual([]);
    const extremes = reads
      .filter(({ accessCase }) => /team|statistics|analytics/.test(accessCase.route.path))
      .flatMap(({ text }) =>
        [
          "min_score",
          "max_score",
          "score_range",
          "scores",
          "all_members",
          "top_performers",
        ].flatMap((key) => listValues(JSON.parse(text), key)),
      );
    expect(extremes.length).toBeGreaterThan(10);
    expect(extremes.filter((value) => value !== null)).toEqual([]);
  });
});

/** Lists all values of a key at any depth. */
function listValues(node: unknown, key: string): readonly unknown[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === key ? [value] : listValues(value, key),
  );
}
