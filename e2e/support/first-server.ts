import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "@/scripts/product/free-port";

export type FirstServer = {
  readonly address: string;
  /** The setup code from its console. */
  readonly code: string;
  readonly stop: () => Promise<void>;
};

const startMilliseconds = 150_000;

/** Runs `npm start` outside the demo on an empty database, without an organization. */
export async function startFirstServer(): Promise<FirstServer> {
  const folder = mkdtempSync(join(tmpdir(), "pts-e2e-first-"));
  const port = await findFreePort();
  const { DATABASE_URL: _, NEXTAUTH_URL: __, ...environment } = process.env;
  const server = spawn(process.execPath, ["scripts/start.mjs"], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: {
      ...environment,
      PTS_DEMO: "0",
      PTS_DATA_DIR: folder,
      PORT: String(port),
      LOG_LEVEL: "warn",
    },
  });
  const stop = async () => {
    await stopServer(server);
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
  try {
    const console = await readUntilReady(server);
    const code = /one-time code: (\S+)/.exec(console)?.[1];
    if (code === undefined) {
      throw new Error(`The console shows no code:\n${console}`);
    }
    return { address: `http://localhost:${port}`, code, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readUntilReady(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const fail = (reason: string) => reject(new Error(`${reason}\n${text}`));
    const timer = setTimeout(() => fail("The server was not ready in time."), startMilliseconds);
    for (const stream of [server.stdout, server.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
        if (text.includes("The service is ready")) {
          clearTimeout(timer);
          resolve(text);
        }
      });
    }
    server.once("exit", () => fail("The server ended."));
  });
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}
