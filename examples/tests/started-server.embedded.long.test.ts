import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TokenScope } from "@/lib/context";
import { findDemoAccount } from "@/scripts/product/demo-accounts";
import { type DemoServer, signInAsRole, startFreshDemo } from "@/scripts/product/demo-server";
import { reportFigure } from "@/scripts/test/report-figure";
import { countRequests } from "./count-requests";
import { installExamplesAsUser, languages, waitForEnd } from "./run-example";

const TICKETS = 2_000;

let product: DemoServer;
let proxy: Awaited<ReturnType<typeof countRequests>>;
let cookie: string;
let examples: ReturnType<typeof installExamplesAsUser>;

beforeAll(async () => {
  product = await startFreshDemo();
  proxy = await countRequests(product.address);
  cookie = await signInAsRole(product, "admin");
  examples = installExamplesAsUser();
});

afterAll(async () => {
  await proxy.close();
  await product.stop();
  rmSync(examples.folder, { recursive: true, force: true });
});

async function ask<Body>(path: string, init: RequestInit = {}): Promise<Body> {
  const { address } = product;
  const headers = { cookie, origin: address, "content-type": "application/json" };
  const response = await fetch(`${address}${path}`, { ...init, headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}

/** The token of a new service account with these scopes alone. */
async function makeAccess(name: string, scopes: readonly TokenScope[]) {
  const body = JSON.stringify({ name, scopes, days: 1 });
  const { token } = await ask<{ token: string }>("/api/service-accounts", { method: "POST", body });
  return { url: proxy.url, token };
}

function writeFileOf(name: string, text: string): string {
  const file = join(examples.folder, name);
  writeFileSync(file, text);
  return file;
}

type Page = {
  readonly assignments: readonly { readonly external_id: string | null }[];
  readonly next_cursor: string | null;
};

/** The keys of a member's assignments that begin with a prefix. */
async function listKeys(userId: number, prefix: string): Promise<readonly string[]> {
  const keys: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const search = `user_id=${userId}&limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const page: Page = await ask<Page>(`/api/performance/assignments?${search}`);
    keys.push(...page.assignments.flatMap(({ external_id: key }) => key ?? []));
    cursor = page.next_cursor;
  }
  return keys.filter((key) => key.startsWith(prefix));
}

async function findMember() {
  const { username } = findDemoAccount(product.dataDirectory, "employee");
  type Members = { readonly members: readonly { readonly id: number }[] };
  const path = `/api/performance/members?username=${username}`;
  const { members } = await ask<Members>(path);
  return { username, id: members[0]?.id ?? 0 };
}

describe.each(languages)("with a started server, the example in %s", (language) => {
  it("syncs 2,000 tickets in at most 20 requests without a duplicate, killed three times", async () => {
    const { username, id } = await findMember();
    const access = await makeAccess(`sync in ${language}`, ["assignments:write"]);
    const lines = Array.from({ length: TICKETS }, (_, index) =>
      JSON.stringify({
        ...{ key: `${language}-${index}`, assignee: username, summary: `Ticket ${index}` },
        ...{ due: "2026-03-09", resolved: null },
      }),
    );
    const file = writeFileOf(`${language}.ndjson`, `${lines.join("\n")}\n`);
    const args = [file, join(examples.folder, `${language}.json`)];
    const example = { language, name: "sync-tickets", args, ...access };
    const before = proxy.requests.length;
    for (let kill = 1; kill <= 3; kill += 1) {
      const sent = proxy.requests.length;
      const child = examples.start(example);
      const ended = waitForEnd(child);
      const isUnderWay = () => proxy.requests.length >= sent + 2;
      await vi.waitUntil(isUnderWay, { timeout: 60_000, interval: 1 });
      child.kill("SIGKILL");
      expect((await ended).status).toBeNull();
    }
    const last = await examples.run(example);
    expect(last, last.output).toMatchObject({ status: 0 });
    const requests = proxy.requests.slice(before);
    expect(new Set(requests)).toEqual(new Set(["POST /api/performance/assignments/batch"]));
    reportFigure(`requests of a sync of 2,000 tickets in ${language}`, String(requests.length));
    expect(requests.length).toBeLessThanOrEqual(20);
    const keys = await listKeys(id, `${language}-`);
    expect([keys.length, new Set(keys).size]).toEqual([TICKETS, TICKETS]);
  });

  it("prints the figures of a team, and exports the ledger, each with its least scopes", async () => {
    const dashboard = await makeAccess(`dashboard in ${language}`, ["team:read", "analytics:read"]);
    const figures = await examples.run({ language, name: "dashboard", ...dashboard });
    expect(figures, figures.output).toMatchObject({ status: 0 });
    expect(JSON.parse(figures.output)).toMatchObject({ members: expect.any(Number) });
    const file = join(examples.folder, `${language}-ledger.ndjson`);
    const reader = await makeAccess(`export in ${language}`, ["logs:read"]);
    const ended = await examples.run({ language, name: "export-ledger", args: [file], ...reader });
    expect(ended, ended.output).toMatchObject({ status: 0 });
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines.length).toBeGreaterThan(1_000);
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(lines.length);
  });

  it("onboards each person once, also where it runs twice at once", async () => {
    const name = `onboarding in ${language}`;
    const access = await makeAccess(name, ["organization:read", "members:write"]);
    const people = ["grace", "alan"].map((person) => ({
      username: `${person}.${language.toLowerCase()}`,
      ...{ name: person, email: `${person}.${language.toLowerCase()}@example.com` },
    }));
    const args = [writeFileOf(`${language}-people.json`, JSON.stringify(people))];
    const example = { language, name: "onboard", args, ...access };
    const both = await Promise.all([examples.run(example), examples.run(example)]);
    expect(both.some(({ status }) => status === 0)).toBe(true);
    const again = await examples.run(example);
    expect(again.output.match(/is a member/g)).toHaveLength(2);
  });
});

describe("with a started server, the usage of the clients", () => {
  it("runs in JavaScript from the packed npm package", async () => {
    const { id } = await findMember();
    const access = await makeAccess("usage in JavaScript", ["team:read"]);
    const usage = { language: "JavaScript", name: "usage", args: [String(id)], ...access } as const;
    const ended = await examples.run(usage);
    expect(ended, ended.output).toMatchObject({ status: 0 });
    expect(JSON.parse(ended.output)).toEqual([id, 90, expect.any(Number)]);
  });

  it("runs in Python from a virtual environment that has the wheel alone", async () => {
    const { id } = await findMember();
    const access = await makeAccess("usage in Python", ["team:read", "assignments:write"]);
    const { organization } = await ask<{ organization: { id: number } }>("/api/me");
    type Listed = { readonly assignments: readonly { readonly id: number }[] };
    const path = `/api/performance/assignments?user_id=${id}&status=open&limit=1`;
    const { assignments } = await ask<Listed>(path);
    const args = [id, assignments[0]?.id ?? 0, organization.id].map(String);
    const ended = await examples.run({ language: "Python", name: "usage", args, ...access });
    expect(ended, ended.output).toMatchObject({ status: 0 });
    expect(JSON.parse(ended.output)).toEqual(["completed", id, 30, 90, organization.id]);
  });
});
