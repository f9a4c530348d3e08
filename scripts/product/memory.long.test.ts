import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { waitUntilIdle } from "@/lib/jobs/testing/work-until-idle";
import { makeWorkingOrganization } from "@/lib/performance/testing/make-working-organization";
import { reportFigure } from "@/scripts/test/report-figure";
import { requestDatabase } from "@/scripts/test/request-database";
import { signIn } from "./sign-in";
import { startWebProcess, type WebProcess } from "./testing/processes";
import { createMemorySettings, readMemory } from "./testing/read-memory";

const REQUESTS = 50_000;
const WARM_UP = 5_000;
const CLIENTS = 8;
const MOST_GROWTH = 64;

let folder: string;
let database: Database;
let web: WebProcess;
let organizationId: number;
let userIds: readonly number[];
let token: string;
let cookie: string;
let written = 0;
const statuses = new Map<number, number>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pts-memory-"));
  const url = await requestDatabase("memory");
  database = createDatabase(url);
  const made = await makeWorkingOrganization(database);
  ({ organizationId } = made.context);
  userIds = [...made.userIds.values()].flat();
  const admin = await makeMember(database, { role: "admin", organizationId });
  const terms = { userId: admin.userId, name: "test", scopes: null, days: 365 };
  ({ token } = await createToken(makeSystemContext(database, admin), terms));
  const limits = { PTS_RATE_LIMIT: "9999999" };
  web = await startWebProcess({ DATABASE_URL: url, ...limits, ...createMemorySettings(folder) });
  const [organization = "", username = ""] = admin.name.split("/");
  cookie = await signIn(web.address, { organization, username, password: admin.password });
});

afterAll(async () => {
  await web.stop();
  await disconnect(database);
  rmSync(folder, { recursive: true, force: true });
});

type Sent = { readonly path: string; readonly init?: RequestInit; readonly as?: "page" };

const member = (number: number) => userIds[number % userIds.length] ?? 0;
const read = (path: (number: number) => string) => (number: number) => ({
  path: `/api/performance${path(number)}`,
});

function complete(number: number): Sent {
  written += 1;
  return {
    path: "/api/performance/assignments",
    init: {
      method: "POST",
      body: JSON.stringify({
        ...{ external_id: `MEMORY-${written}`, user_id: member(number), title: "Renew it" },
        ...{ due_at: "2026-05-17", completed_at: "2026-05-15T14:30:00Z" },
      }),
    },
  };
}

/** In turn: what people and programs read and write, what is rejected, and what clients break off. */
const kinds: readonly ((number: number) => Sent)[] = [
  read((number) => `/user/${member(number)}/summary`),
  read((number) => `/user/${member(number)}/history?days=30`),
  read((number) => `/user/${member(number)}/trends?days=90`),
  read((number) => `/user/${member(number)}/milestones`),
  read((number) => `/user/${member(number)}/badges`),
  read(() => "/team"),
  read(() => "/team/leaderboard"),
  read(() => "/statistics"),
  read(() => "/analytics/trends"),
  read((number) => `/logs?limit=50&page=${1 + (number % 3)}`),
  read((number) => `/export/user/${member(number)}?format=csv`),
  read((number) => `/user/${10_000_000 + number}/summary`),
  read((number) => `/user/${member(number)}/summary?unknown=${number}`),
  () => ({ path: "/api/health" }),
  () => ({ path: "/api/openapi.json" }),
  (number) => ({ path: `/api/none/${number}` }),
  (number) => ({ path: "/api/me", init: { headers: { authorization: `Bearer none-${number}` } } }),
  () => ({ path: "/api/performance/assignments", init: { method: "POST", body: "{" } }),
  complete,
  () => ({ path: "/api/performance/logs?limit=1000", init: { signal: AbortSignal.timeout(2) } }),
  read((number) => `/user/${member(number)}/metrics`),
  read(() => "/organization"),
  () => ({ path: "/", as: "page" }),
];

async function send(number: number): Promise<void> {
  const { path, init, as } = kinds[number % kinds.length]?.(number) ?? { path: "/" };
  const credential = as === "page" ? { cookie } : { authorization: `Bearer ${token}` };
  const headers = { ...credential, "content-type": "application/json", ...init?.headers };
  try {
    const response = await fetch(`${web.address}${path}`, { ...init, headers });
    await response.arrayBuffer();
    statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
  } catch (error) {
    // The client broke it off.
    if (init?.signal == null) throw error;
  }
}

async function sendAll(from: number, to: number): Promise<void> {
  let next = from;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (next < to) {
      next += 1;
      await send(next);
    }
  });
  await Promise.all(clients);
  await waitUntilIdle(database, organizationId);
}

it(`keeps at most ${MOST_GROWTH} MB more after ${REQUESTS} mixed requests`, async () => {
  await sendAll(0, WARM_UP);
  const start = await readMemory(folder, web.pid);
  const kept = [start];
  for (let part = 1; part <= 5; part += 1) {
    const sent = WARM_UP + ((part - 1) * REQUESTS) / 5;
    await sendAll(sent, sent + REQUESTS / 5);
    kept.push(await readMemory(folder, web.pid));
  }
  const counts = [...statuses].sort(([left], [right]) => left - right);
  reportFigure(
    `memory after each fifth of ${REQUESTS} mixed requests`,
    `${kept.map((each) => each.kept).join(", ")} MB kept, ${kept.map(({ resident }) => resident).join(", ")} MB resident; ${counts.map(([status, count]) => `${count} × ${status}`).join(", ")}`,
  );
  // A busy machine may be unavailable for some.
  expect([...statuses.keys()].filter((status) => status >= 500 && status !== 503)).toEqual([]);
  expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 2);
  expect((kept.at(-1)?.kept ?? Number.POSITIVE_INFINITY) - start.kept).toBeLessThan(MOST_GROWTH);
});
