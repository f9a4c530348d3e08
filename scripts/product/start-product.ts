import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { findFreePort } from "./free-port";

export type RunningProduct = {
  readonly address: string;
  /** The process of `npm start`. */
  readonly pid: number;
  readonly stop: () => Promise<void>;
};

const startSeconds = 600;

/**
 * Starts the product as `npm start` does, with these settings and on a free port.
 * @param args of the launcher, such as `--cluster`.
 */
export async function startProduct(
  settings: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<RunningProduct> {
  const port = await findFreePort();
  const { DATABASE_URL: _, NEXTAUTH_URL: __, ...environment } = process.env;
  const server = spawn(process.execPath, ["scripts/start.mjs", ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
    env: {
      ...environment,
      HOST: "127.0.0.1",
      PORT: String(port),
      LOG_LEVEL: "warn",
      ...settings,
    },
  });
  const address = `http://localhost:${port}`;
  const stop = () => end(server);
  try {
    await waitUntilReady(server, address);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, pid: server.pid ?? 0, stop };
}

async function waitUntilReady(server: ChildProcess, address: string): Promise<void> {
  const deadline = performance.now() + startSeconds * 1000;
  while (performance.now() < deadline && server.exitCode === null) {
    const response = await fetch(`${address}/api/ready`).catch(() => null);
    if (response?.ok) return;
    await wait(200);
  }
  throw new Error("The server did not become ready. See its output above.");
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}
