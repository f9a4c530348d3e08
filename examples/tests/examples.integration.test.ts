import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TokenScope } from "@/lib/context";
import { makeServiceAccount, type World } from "@/lib/performance/testing/make-api-world";
import { closeWorlds, openWorld } from "@/lib/performance/testing/open-api-worlds";
import { readGuide } from "./read-guide";
import { installExamples, languages, waitForEnd } from "./run-example";
import { serveRoutes } from "./serve-routes";

let world: World;
let server: Awaited<ReturnType<typeof serveRoutes>>;
const { folder, run, runSample, start } = installExamples();

beforeAll(async () => {
  world = await openWorld("examples");
  server = await serveRoutes();
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  await closeWorlds();
});

async function makeAccess(name: string, scopes: readonly TokenScope[]) {
  const { token } = await makeServiceAccount(world, name, scopes);
  return { url: server.url, token };
}

function writeFileOf(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const countAssignments = (prefix: string) =>
  world.context.database.assignment.count({ where: { externalId: { startsWith: prefix } } });

describe.each(languages)("the example in %s", (language) => {
  it("syncs 2,000 tickets in at most 20 requests, though it is killed three times", async () => {
    const access = await makeAccess(`sync in ${language}`, ["assignments:write"]);
    const tickets = Array.from({ length: 2000 }, (_, index) => ({
      ...{ key: `${language}-${index}`, assignee: world.members.first1.username },
      ...{ summary: `Ticket ${index}`, due: "2026-03-09", resolved: null },
    }));
    const lines = tickets.map((ticket) => JSON.stringify(ticket)).join("\n");
    const args = [
      writeFileOf(`${language}.ndjson`, `${lines}\n`),
      join(folder, `${language}.json`),
    ];
    const example = { language, name: "sync-tickets", args, ...access };
    const before = server.requests.length;
    for (let kill = 1; kill <= 3; kill += 1) {
      const sent = server.requests.length;
      const child = start(example);
      const ended = waitForEnd(child);
      // The second request of each run is on its way then.
      await vi.waitUntil(() => server.requests.length >= sent + 2, {
        timeout: 60_000,
        interval: 1,
      });
      child.kill("SIGKILL");
      expect((await ended).status).toBe(null);
    }
    expect(await run(example)).toMatchObject({ status: 0 });
    const requests = server.requests.slice(before);
    expect(new Set(requests)).toEqual(new Set(["POST /api/performance/assignments/batch"]));
    expect(requests.length).toBeLessThanOrEqual(20);
    expect(await countAssignments(`${language}-`)).toBe(2000);
  });

  it("prints the figures of a team for a dashboard", async () => {
    const access = await makeAccess(`dashboard in ${language}`, ["team:read", "analytics:read"]);
    const { status, output } = await run({ language, name: "dashboard", ...access });
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(JSON.parse(output)).toMatchObject({ members: expect.any(Number) });
  });

  it("exports the ledger to a file, though the download breaks off in a line", async () => {
    const access = await makeAccess(`export in ${language}`, ["logs:read"]);
    const file = join(folder, `${language}-ledger.ndjson`);
    const headers = { authorization: `Bearer ${access.token}` };
    const path = "/api/performance/export/logs?format=ndjson";
    const whole = await (await fetch(`${server.url}${path}`, { headers })).text();
    server.cutNext(Math.floor(whole.length / 2));
    const ended = await run({ language, name: "export-ledger", args: [file], ...access });
    expect(ended, ended.output).toMatchObject({ status: 0 });
    expect(ended.output).toMatch(/broke off after entry \d+/);
    expect(readFileSync(file, "utf8")).toBe(whole);
    expect(whole.split("\n").length).toBeGreaterThan(5);
  });

  it("onboards each person once, with an invitation", async () => {
    const access = await makeAccess(`onboarding in ${language}`, [
      "organization:read",
      "members:write",
    ]);
    const people = ["grace", "alan"].map((name) => ({
      ...{ username: `${name}.${language.toLowerCase()}`, name },
      email: `${name}.${language.toLowerCase()}@example.com`,
    }));
    const args = [writeFileOf(`${language}-people.json`, JSON.stringify(people))];
    const example = { language, name: "onboard", args, ...access };
    const first = await run(example);
    expect(first).toMatchObject({ status: 0 });
    expect(first.output.match(/: http:.*#/g)).toHaveLength(2);
    const again = await run(example);
    expect(again.output.match(/is a member/g)).toHaveLength(2);
  });
});

describe("the usage of the clients", () => {
  it("runs in JavaScript as the reference shows it", async () => {
    const access = await makeAccess("usage in JavaScript", ["team:read"]);
    const { userId } = world.members.first1;
    const args = [String(userId)];
    const ended = await run({ language: "JavaScript", name: "usage", args, ...access });
    expect(ended).toMatchObject({ status: 0 });
    expect(JSON.parse(ended.output)).toEqual([userId, 90, world.organizationId]);
  });

  it("runs in Python as the reference shows it", async () => {
    const { database } = world.context;
    const access = await makeAccess("usage in Python", ["team:read", "assignments:write"]);
    const { userId } = world.members.first1;
    const { id } = await database.assignment.findFirstOrThrow({
      where: { userId, status: "open" },
    });
    const args = [userId, Number(id), world.organizationId].map(String);
    const ended = await run({ language: "Python", name: "usage", args, ...access });
    expect(ended).toMatchObject({ status: 0 });
    expect(JSON.parse(ended.output)).toEqual(["completed", userId, 30, 90, world.organizationId]);
  });

  it("reports what is wrong with a code and the scopes that are needed", async () => {
    const access = await makeAccess("too little", ["logs:read"]);
    const ended = await run({ language: "JavaScript", name: "dashboard", ...access });
    expect(ended.status).toBe(1);
    expect(ended.output).toContain("insufficient_scope");
  });
});

/** The scopes that each section of the guide names, and what its samples print. */
const sections: Readonly<Record<string, readonly [readonly TokenScope[], RegExp]>> = {
  "First call": [["team:read"], /view_team/],
  "Sync job": [["assignments:write"], /GUIDE-1/],
  Export: [["logs:read"], /\d/],
  Paging: [["organization:read"], /examples/],
  "Change what others change": [["assignments:write"], /^changed$|Renew both/m],
  "Create once": [["members:write"], /guide\.curl.*"guide\.curl"|guide\.(js|python) (t|T)rue/],
  Errors: [["assignments:write"], /invalid_request/],
};

describe("the guide for programs", () => {
  it.each(readGuide())("has a sample that runs: $section in $language", async (sample) => {
    const [scopes, printed] = sections[sample.section] ?? [[], /^$/];
    const access = await makeAccess(`guide: ${sample.section}, ${sample.language}`, scopes);
    const { username } = world.members.first1;
    const code = sample.code.replaceAll("john_doe", username);
    const ended = await runSample(sample.language, code, access);
    expect(ended, ended.output).toMatchObject({ status: 0 });
    expect(ended.output).toMatch(printed);
  });

  it("has each sample for curl, JavaScript and Python", () => {
    const samples = readGuide().map(({ section, language }) => `${section} in ${language}`);
    const expected = Object.keys(sections).flatMap((section) =>
      ["sh", "js", "python"].map((language) => `${section} in ${language}`),
    );
    expect(samples).toEqual(expected);
  });
});
