import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findFreePort } from "@/scripts/product/free-port";

export type RouterServer = { readonly address: string; readonly stop: () => Promise<void> };

const startMilliseconds = 60_000;

/** Starts a second server on the data of the tests' server. Its requests all go through the router of Next.js. */
export async function startRouterServer(publicUrl: string): Promise<RouterServer> {
  const folder = process.env.PTS_E2E_DATA_DIR ?? "";
  const port = await findFreePort();
  const addressFile = join(folder, "test-database-url");
  const server = spawn(
    process.execPath,
    ["scripts/start/server.mjs", "127.0.0.1", String(port), "--end-with-parent"],
    {
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        NEXTAUTH_URL: publicUrl,
        NEXTAUTH_SECRET: readFileSync(join(folder, "auth-secret"), "utf8").trim(),
        DATABASE_URL: existsSync(addressFile) ? readFileSync(addressFile, "utf8") : "",
        PTS_DATA_DIR: folder,
        PTS_DEMO: "1",
        PTS_WORKER: "0",
        PTS_DIRECT_DISPATCH: "0",
        PORT: String(port),
        LOG_LEVEL: "warn",
      },
    },
  );
  const address = `http://localhost:${port}`;
  const stop = () => stopServer(server);
  try {
    await waitUntilReady(server, address);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

async function waitUntilReady(server: ChildProcess, address: string): Promise<void> {
  const deadline = performance.now() + startMilliseconds;
  while (performance.now() < deadline && server.exitCode === null) {
    const response = await fetch(`${address}/api/ready`).catch(() => null);
    if (response?.ok) return;
    await wait(200);
  }
  throw new Error("The second server did not become ready.");
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}
