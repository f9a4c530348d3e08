import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ask } from "./testing/keep-alive-clients.mjs";

const program = fileURLToPath(new URL("testing/cluster.mjs", import.meta.url));
const children = [];
let folder;
let failAt;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pts-cluster-"));
  failAt = join(folder, "fail");
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

async function findFreePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Starts the processes on a free port. */
async function start() {
  const port = await findFreePort();
  const child = fork(program, [String(port)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, FAIL_AT: failAt },
  });
  children.push(child);
  const reports = [];
  child.on("message", (text) => reports.push(text));
  const exited = once(child, "exit").then(([code]) => code);
  const until = async (pattern) => {
    while (!reports.some((text) => pattern.test(text))) await wait(5);
  };
  const url = `http://127.0.0.1:${port}/`;
  // Each request has a connection of its own.
  const askPid = async () => Number((await ask(url, { agent: new Agent() })).content);
  /** The ids of the processes that respond to so many requests at once. */
  const askPids = async (count = 30) =>
    new Set(await Promise.all(Array.from({ length: count }, () => askPid())));
  /** The ids of the processes whose metrics one of them joins. */
  const askJoined = async () => {
    const { content } = await ask(`${url}metrics`, { agent: new Agent() });
    return JSON.parse(content).map(({ pid }) => pid);
  };
  return { child, reports, exited, until, askPid, askPids, askJoined };
}

test("takes requests in every process", async () => {
  const cluster = await start();
  await cluster.until(/^ready$/);
  expect((await cluster.askPids()).size).toBe(3);
});

test("joins the metrics of all processes, whichever gets the scrape", async () => {
  const cluster = await start();
  await cluster.until(/^ready$/);
  const pids = [...(await cluster.askPids())].sort();
  const scrapes = await Promise.all(Array.from({ length: 6 }, () => cluster.askJoined()));
  for (const joined of scrapes) expect(joined.sort()).toEqual(pids);
});

test("joins the metrics of the processes that respond when one is stopped", async () => {
  const cluster = await start();
  await cluster.until(/^ready$/);
  const [stopped, ...others] = await cluster.askPids();
  process.kill(stopped, "SIGSTOP");
  try {
    // A connection that the stopped process was given waits until it goes on.
    const scrapes = Array.from({ length: 6 }, () => cluster.askJoined());
    const joined = await Promise.any(scrapes);
    expect(joined.sort()).toEqual(others.sort());
  } finally {
    process.kill(stopped, "SIGCONT");
  }
});

test("starts a process again that was killed, and responds meanwhile", async () => {
  const cluster = await start();
  await cluster.until(/^ready$/);
  const [killed] = await cluster.askPids();
  process.kill(killed, "SIGKILL");
  await cluster.until(/^Web process \d ended \(SIGKILL\)\. It is started again\.$/);
  expect((await cluster.askPids()).size).toBeGreaterThanOrEqual(2);
  let pids = await cluster.askPids();
  while (pids.size < 3) pids = await cluster.askPids();
  expect(pids.has(killed)).toBe(false);
});

test("replaces all processes at SIGHUP without losing a connection", async () => {
  const cluster = await start();
  await cluster.until(/^ready$/);
  const before = await cluster.askPids();
  let isLoaded = true;
  const load = Array.from({ length: 6 }, async () => {
    const pids = [];
    while (isLoaded) pids.push(await cluster.askPid());
    return pids;
  });
  cluster.child.kill("SIGHUP");
  await cluster.until(/^All processes are replaced\.$/);
  isLoaded = false;
  expect((await Promise.all(load)).flat().length).toBeGreaterThan(10);
  const after = await cluster.askPids();
  expect(after.size).toBe(3);
  expect([...after].filter((pid) => before.has(pid))).toEqual([]);
});

test("keeps the processes that run when a new one does not start", async () => {
  const cluster = await start();
  await cluster.until(/^ready$/);
  const before = await cluster.askPids();
  writeFileSync(failAt, "");
  cluster.child.kill("SIGHUP");
  await cluster.until(/^A new process did not start/);
  expect(await cluster.askPids()).toEqual(before);
});

test("ends all processes at SIGTERM", async () => {
  const cluster = await start();
  await cluster.until(/^ready$/);
  const pids = await cluster.askPids();
  cluster.child.kill("SIGTERM");
  expect(await cluster.exited).toBe(143);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});

test("ends when its first process does not start", async () => {
  writeFileSync(failAt, "");
  const cluster = await start();
  expect(await cluster.exited).toBe(1);
});
