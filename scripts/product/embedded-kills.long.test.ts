import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runPts } from "@/scripts/pts/testing/run-pts";
import { reportFigure } from "@/scripts/test/report-figure";
import { type DemoServer, signInAsRole, startDemoServer } from "./demo-server";
import { type CountingClients, startCountingClients } from "./testing/counting-clients";

const KILLS = 20;
const CLIENTS = 8;
/** Rounds of writes before each kill. */
const ROUNDS = 2;

let product: DemoServer;
let clients: CountingClients;
let userIds: readonly number[];
let headers: Readonly<Record<string, string>>;

// The embedded database alone, also in a run on PostgreSQL.
beforeAll(async () => {
  product = await startDemoServer({ PTS_RATE_LIMIT: "9999999" });
  headers = { cookie: await signInAsRole(product, "admin"), origin: product.address };
  type Members = { readonly members: readonly { readonly id: number; readonly role: string }[] };
  const { members } = await ask<Members>("/api/performance/members?limit=100");
  const employees = members.filter(({ role }) => role === "employee");
  userIds = employees.slice(0, CLIENTS).map(({ id }) => id);
  clients = startCountingClients({ address: product.address, headers, userIds });
});

afterAll(async () => {
  await clients?.stop();
  await product?.stop();
});

async function ask<Body>(path: string): Promise<Body> {
  const response = await fetch(`${product.address}${path}`, { headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}

/** The process that has the files of the embedded database open; null while none does. */
function findDatabaseProcess(): number | null {
  const found = readdirSync("/proc").find((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
      return command.includes("embedded-database.ts") && command.includes(product.dataDirectory);
    } catch {
      return false;
    }
  });
  return found === undefined ? null : Number(found);
}

type Page = {
  readonly assignments: readonly { readonly external_id: string | null }[];
  readonly next_cursor: string | null;
};

async function listKeys(userId: number): Promise<readonly (string | null)[]> {
  const keys: (string | null)[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const place: string = cursor === "" ? "" : `&cursor=${cursor}`;
    const path = `/api/performance/assignments?user_id=${userId}&limit=100${place}`;
    const page: Page = await ask<Page>(path);
    keys.push(...page.assignments.map(({ external_id: key }) => key));
    cursor = page.next_cursor;
  }
  return keys;
}

it(`loses no acknowledged write over ${KILLS} × kill -9 of the embedded database`, async () => {
  const seconds: number[] = [];
  for (let kill = 1; kill <= KILLS; kill += 1) {
    for (let round = 1; round <= ROUNDS; round += 1) await clients.waitUntilWritten();
    const pid = findDatabaseProcess();
    expect(pid).not.toBeNull();
    process.kill(pid ?? 0, "SIGKILL");
    seconds.push(await clients.waitUntilWritten());
    expect(findDatabaseProcess()).not.toBe(pid);
  }
  await clients.stop();
  const { acknowledged, statuses, wrong } = clients;
  expect(wrong).toEqual([]);
  const keys = (await Promise.all(userIds.map(listKeys))).flat();
  const counted = [...acknowledged].map((key) => keys.filter((each) => each === key).length);
  expect(counted.filter((count) => count !== 1)).toEqual([]);
  const env = { PTS_DATA_DIR: product.dataDirectory };
  expect(await runPts(["verify"], { databaseUrl: "", env })).toMatchObject({ status: 0 });
  reportFigure(
    `${KILLS} × kill -9 of the embedded database under load`,
    `${clients.countRequests()} requests, ${acknowledged.size} writes acknowledged, none lost, ${statuses.get(503) ?? 0} rejected with 503, \`verify\` clean; every client writes again after ${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s`,
  );
});
