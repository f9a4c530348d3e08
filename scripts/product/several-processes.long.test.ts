import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ATTEMPTS_FROM_SOURCE } from "@/lib/auth/sign-in/source-limit";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { createDatabase, type Database, disconnect } from "@/lib/db/client";
import { waitUntilIdle } from "@/lib/jobs/testing/work-until-idle";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { reportFigure } from "@/scripts/test/report-figure";
import { requestDatabase } from "@/scripts/test/request-database";
import { tryToSignIn } from "./sign-in";
import {
  type ProductProcess,
  readMetric,
  startWebProcess,
  startWorkerProcess,
  type WebProcess,
} from "./testing/processes";

const LIMIT = 200;
/** What each process may accept beyond a limit, as a part of it. */
const EXCESS = 1 / 20;
const COMPLETIONS = 200;

let database: Database;
let admin: Awaited<ReturnType<typeof makeMember>>;
let employee: number;
let web: readonly [WebProcess, WebProcess];
let workers: readonly ProductProcess[] = [];

beforeAll(async () => {
  const url = await requestDatabase("several-processes");
  database = createDatabase(url);
  const { context, userIds } = await makeOrganization(database);
  const { organizationId } = context;
  admin = await makeMember(database, { role: "admin", organizationId });
  [employee = 0] = userIds;
  const settings = { DATABASE_URL: url, PTS_RATE_LIMIT: String(LIMIT) };
  const start = () => startWebProcess({ ...settings, PTS_WORKER: "0" });
  web = await Promise.all([start(), start()]);
  workers = [startWorkerProcess(settings), startWorkerProcess(settings)];
});

afterAll(async () => {
  await Promise.all([...web, ...workers].map(({ stop }) => stop()));
  await disconnect(database);
});

async function makeToken(): Promise<string> {
  const context = makeSystemContext(database, admin);
  const terms = { userId: admin.userId, name: "test", scopes: null, days: 365 };
  return (await createToken(context, terms)).token;
}

function send(process: WebProcess, token: string, path: string, request: RequestInit = {}) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return fetch(`${process.address}${path}`, { ...request, headers });
}

/** A metric of both web processes. */
async function countAll(name: string, ...labels: readonly string[]): Promise<number> {
  const counts = await Promise.all(web.map(({ address }) => readMetric(address, name, ...labels)));
  return counts.reduce((sum, count) => sum + count, 0);
}

const tokens = z.object({ tokens: z.array(z.object({ id: z.int(), name: z.string() })) });

describe("two web processes and two workers on one database", () => {
  it("reject a token at the next request after the other process revoked it", async () => {
    const [first, second] = web;
    const [own, other] = [await makeToken(), await makeToken()];
    expect((await send(second, other, "/api/me")).status).toBe(200);
    const list = tokens.parse(await (await send(first, own, "/api/tokens")).json());
    const newest = Math.max(...list.tokens.map(({ id }) => id));
    const revoked = await send(first, own, `/api/tokens/${newest}`, { method: "DELETE" });
    expect(revoked.status).toBe(200);
    expect((await send(second, other, "/api/me")).status).toBe(401);
  });

  it("accept the requests of one token together up to its limit", async () => {
    const token = await makeToken();
    let accepted = 0;
    for (let count = 0; count < LIMIT; count += 1) {
      const responses = await Promise.all(web.map((process) => send(process, token, "/api/me")));
      accepted += responses.filter(({ status }) => status === 200).length;
    }
    reportFigure(
      `a limit of ${LIMIT} requests over two web processes`,
      `${accepted} of ${2 * LIMIT} accepted`,
    );
    expect(accepted).toBeGreaterThanOrEqual(LIMIT);
    expect(accepted).toBeLessThanOrEqual(LIMIT + web.length * LIMIT * EXCESS);
  });

  it("accept sign-ins with wrong passwords from one network together up to its limit", async () => {
    const name = "pts_sign_in_failures_total";
    const count = (reason: string) => countAll(name, `reason="${reason}"`);
    const before = await count("unauthenticated");
    for (let attempt = 0; attempt < ATTEMPTS_FROM_SOURCE; attempt += 5) {
      await Promise.all(
        web.flatMap(({ address }, index) =>
          [0, 1, 2, 3, 4].map((part) => {
            const username = `invented-${index}-${attempt + part}`;
            return tryToSignIn(address, { organization: "nowhere", username, password: "wrong" });
          }),
        ),
      );
    }
    const verified = (await count("unauthenticated")) - before;
    expect(verified + (await count("rate_limited"))).toBe(2 * ATTEMPTS_FROM_SOURCE);
    reportFigure(
      `a limit of ${ATTEMPTS_FROM_SOURCE} sign-ins from a network over two web processes`,
      `${verified} of ${2 * ATTEMPTS_FROM_SOURCE} verified`,
    );
    expect(verified).toBeGreaterThanOrEqual(ATTEMPTS_FROM_SOURCE);
    expect(verified).toBeLessThanOrEqual(ATTEMPTS_FROM_SOURCE * (1 + web.length * EXCESS));
  });

  it("run each job once, by either worker", async () => {
    let sent = 0;
    while (sent < COMPLETIONS) {
      const token = await makeToken();
      for (let count = 0; count < LIMIT / 2 && sent < COMPLETIONS; count += 1, sent += 1) {
        const process = web[sent % 2 === 0 ? 0 : 1];
        const response = await send(process, token, "/api/performance/assignments?wait=false", {
          method: "POST",
          body: JSON.stringify({
            ...{ external_id: `JOB-${sent}`, user_id: employee, title: "Renew it" },
            ...{ due_at: "2026-05-17", completed_at: "2026-05-15T14:30:00Z" },
          }),
        });
        expect(response.status).toBe(202);
      }
    }
    await waitUntilIdle(database, admin.organizationId);
    const entries = await database.performanceLog.groupBy({
      ...{ by: ["assignmentId"], where: { organizationId: admin.organizationId }, _count: true },
    });
    expect(entries).toHaveLength(COMPLETIONS);
    expect(entries.filter(({ _count }) => _count !== 1)).toEqual([]);
  });

  it("switch their log level by a signal, and go on", async () => {
    for (const { pid } of [...web, ...workers]) process.kill(pid, "SIGUSR2");
    for (const { address } of web) {
      expect((await fetch(`${address}/api/ready`)).status).toBe(200);
    }
  });

  it("each have metrics of their own requests", async () => {
    const name = "pts_http_request_duration_seconds_count";
    const route = 'route="/api/health"';
    const before = await Promise.all(web.map(({ address }) => readMetric(address, name, route)));
    for (const [index, { address }] of web.entries()) {
      for (let count = 0; count <= index; count += 1) await fetch(`${address}/api/health`);
    }
    const after = await Promise.all(web.map(({ address }) => readMetric(address, name, route)));
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 2]);
    const seen = await Promise.all(web.map(({ address }) => readMetric(address, "pts_worker_up")));
    expect(seen).toEqual([1, 1]);
  });
});
