import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export type DemoServer = {
  readonly address: string;
  readonly dataDirectory: string;
  readonly stop: () => Promise<void>;
};

const startSeconds = 600;

/** `npm start` with a demo of its own; or the server that PTS_URL names, with the accounts in PTS_DATA_DIR. */
export async function startDemoServer(): Promise<DemoServer> {
  if (process.env.PTS_URL) {
    const dataDirectory = process.env.PTS_DATA_DIR ?? ".data";
    return { address: process.env.PTS_URL, dataDirectory, stop: () => Promise.resolve() };
  }
  const dataDirectory = mkdtempSync(join(tmpdir(), "pts-lighthouse-"));
  const port = await findFreePort();
  const { DATABASE_URL: _, NEXTAUTH_URL: __, ...environment } = process.env;
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
    env: {
      ...environment,
      PTS_DEMO: "1",
      PTS_DATA_DIR: dataDirectory,
      PORT: String(port),
      LOG_LEVEL: "warn",
    },
  });
  const address = `http://localhost:${port}`;
  const stop = async () => {
    await end(server);
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
  try {
    await untilReady(server, address);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, dataDirectory, stop };
}

/** The session cookie of the demo's manager, who sees every page that is measured. */
export async function signInAsManager({ address, dataDirectory }: DemoServer): Promise<string> {
  const accounts: { role: string; organization: string; username: string; password: string }[] =
    JSON.parse(readFileSync(join(dataDirectory, "demo-accounts.json"), "utf8"));
  const manager = accounts.find(({ role }) => role === "manager");
  if (manager === undefined) throw new Error("The demo has no manager.");
  const token = await fetch(`${address}/api/auth/csrf`);
  const { csrfToken } = await token.json();
  const answer = await fetch(`${address}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Cookie: cookiesOf(token) },
    body: JSON.stringify({
      name: `${manager.organization}/${manager.username}`,
      password: manager.password,
      csrfToken,
      json: "true",
    }),
  });
  const session = /pts-session=[^;]+/.exec(cookiesOf(answer))?.[0];
  if (session === undefined) throw new Error(`Signing in was answered with ${answer.status}.`);
  return session;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function untilReady(server: ChildProcess, address: string): Promise<void> {
  const deadline = performance.now() + startSeconds * 1000;
  while (performance.now() < deadline && server.exitCode === null) {
    const response = await fetch(`${address}/api/ready`).catch(() => null);
    if (response?.ok) return;
    await wait(200);
  }
  throw new Error("The server did not become ready: see what it says above.");
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : 0),
      );
    });
  });
}
