// Starts the product as a new user does: `npm start` in a fresh clone of HEAD, three times. It needs git.
import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { askUntilFailure } from "./start/testing/keep-alive-clients.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const FIRST_START_SECONDS = 600;
// The promise is 5 s. A busy machine may take longer.
const LATER_START_SECONDS = 30;
const STOP_SECONDS = 15;
const CLIENTS = 12;
const LOAD_SECONDS = 2;

// Every process that the launcher starts inherits this variable.
const mark = `PTS_SMOKE=${randomBytes(8).toString("hex")}`;
let passed = 0;

function note(sentence) {
  passed += 1;
  console.log(`✓ ${sentence}`);
}

function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The processes that have the mark; null on systems without /proc. */
function findMarked() {
  if (process.platform !== "linux") {
    return null;
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark);
      } catch {
        return false;
      }
    })
    .map((pid) => {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
      return { pid: Number(pid), command };
    });
}

function start(folder, port) {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|PTS_|NEXTAUTH_|DATABASE_URL$|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$)/.test(name),
  );
  const [name, value] = mark.split("=");
  const child = spawn("npm", ["start"], {
    cwd: join(folder, "clone"),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: {
      ...Object.fromEntries(inherited),
      [name]: value,
      PORT: String(port),
      PTS_DATA_DIR: join(folder, "data"),
    },
  });
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  const ended = new Promise((resolve) => child.once("close", resolve));
  return { child, ended, readOutput: () => Buffer.concat(output).toString() };
}

async function waitUntilReady({ child, readOutput }, address, seconds) {
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1000) {
    if (child.exitCode !== null || child.signalCode !== null) {
      break;
    }
    const response = await fetch(`${address}/api/ready`).catch(() => null);
    if (response?.ok) {
      return (performance.now() - startedAt) / 1000;
    }
    await wait(50);
  }
  throw new Error(`npm start was not ready within ${seconds} s. Its output:\n${readOutput()}`);
}

async function stop({ ended, readOutput }, send) {
  const startedAt = performance.now();
  send();
  const hasEnded = await Promise.race([
    ended.then(() => true),
    wait(STOP_SECONDS * 1000, false, { ref: false }),
  ]);
  // The embedded database ends when no process uses it.
  for (let attempt = 0; attempt < 100 && (findMarked()?.length ?? 0) > 0; attempt += 1) {
    await wait(100);
  }
  const left = findMarked() ?? [];
  if (!hasEnded || left.length > 0) {
    const names = left.map(({ pid, command }) => `  ${pid} ${command}`).join("\n");
    throw new Error(
      `npm start did not end. Still running:\n${names}\nIts output:\n${readOutput()}`,
    );
  }
  return (performance.now() - startedAt) / 1000;
}

function endMarked() {
  for (const { pid } of findMarked() ?? []) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has already ended.
    }
  }
}

async function main(folder) {
  execFileSync("git", ["clone", "--quiet", "--no-hardlinks", root, join(folder, "clone")]);
  const port = await findFreePort();
  const address = `http://127.0.0.1:${port}`;

  const first = start(folder, port);
  const firstSeconds = await waitUntilReady(first, address, FIRST_START_SECONDS);
  note(`the first start is ready after ${firstSeconds.toFixed(1)} s`);
  const page = await fetch(`${address}/sign-in`);
  const text = await page.text();
  if (page.status !== 200 || !text.includes("<form")) {
    throw new Error(`/sign-in returned ${page.status}:\n${text.slice(0, 500)}`);
  }
  note("the sign-in page is served");
  await stopUnderLoad(first, address);

  const second = start(folder, port);
  const secondSeconds = await waitUntilReady(second, address, LATER_START_SECONDS);
  note(`the second start is ready after ${secondSeconds.toFixed(1)} s`);
  await stopByKilledLauncher(second);

  const third = start(folder, port);
  const thirdSeconds = await waitUntilReady(third, address, LATER_START_SECONDS);
  note(`the third start is ready after ${thirdSeconds.toFixed(1)} s`);
  // At Ctrl-C a terminal sends SIGINT to the whole process group.
  const interruptSeconds = await stop(third, () => process.kill(-third.child.pid, "SIGINT"));
  note(`Ctrl-C ends it and every child after ${interruptSeconds.toFixed(1)} s`);
}

/** Clients that keep their connections send requests until the server is gone. */
async function stopUnderLoad(server, address) {
  const paths = ["/sign-in", "/setup", "/api/ready", "/api/openapi.json"];
  const load = askUntilFailure(CLIENTS, (client, count) => {
    return `${address}${paths[(client + count) % paths.length]}`;
  });
  await wait(LOAD_SECONDS * 1000);
  const signalledAt = performance.now();
  const seconds = await stop(server, () => server.child.kill("SIGTERM"));
  note(`SIGTERM under load ends it and every child after ${seconds.toFixed(1)} s`);
  const requests = await load;
  const early = requests.filter(({ sentAt }) => sentAt < signalledAt);
  const broken = early.filter(({ response }) => response === null || response.status >= 500);
  if (broken.length > 0 || early.length < CLIENTS) {
    throw new Error(`Of ${early.length} requests before SIGTERM ${broken.length} failed.`);
  }
  note(`each of ${early.length} requests that were sent before SIGTERM has its response`);
  if (!server.readOutput().includes('"worker ended"')) {
    throw new Error(`The server did not stop its worker. Its output:\n${server.readOutput()}`);
  }
  note("SIGTERM stops the worker in the server");
}

async function stopByKilledLauncher(server) {
  const launcher = findMarked()?.find(({ command }) =>
    /^\S*node scripts\/start\.mjs$/.test(command),
  );
  const end = () => {
    if (launcher === undefined) server.child.kill("SIGTERM");
    else process.kill(launcher.pid, "SIGKILL");
  };
  const seconds = await stop(server, end);
  note(`every child ends ${seconds.toFixed(1)} s after its launcher was killed`);
}

const folder = mkdtempSync(join(tmpdir(), "pts-smoke-"));
let failed = 0;
try {
  await main(folder);
} catch (error) {
  failed = 1;
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  endMarked();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
console.log(`${passed} passed, ${failed} failed`);
