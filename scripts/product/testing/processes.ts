import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { findFreePort } from "../free-port";

type Settings = Readonly<Record<string, string>>;

export type ProductProcess = { readonly pid: number; readonly stop: () => Promise<void> };
export type WebProcess = ProductProcess & { readonly address: string };

const READY_SECONDS = 60;
export const METRICS_TOKEN = "a token of a test, 32 bytes or more";

/** A web process of the last build (`npm run build`), without the launcher, on a free port. */
export async function startWebProcess(settings: Settings): Promise<WebProcess> {
  const port = await findFreePort();
  const args = ["scripts/start/server.mjs", "127.0.0.1", String(port)];
  const address = `http://127.0.0.1:${port}`;
  const child = startProcess(args, { ...settings, PORT: String(port), NEXTAUTH_URL: address });
  for (let attempt = 0; attempt < READY_SECONDS * 5 && child.exitCode === null; attempt += 1) {
    const response = await fetch(`${address}/api/ready`).catch(() => null);
    if (response?.ok) return { ...toProcess(child), address };
    await wait(200);
  }
  await toProcess(child).stop();
  throw new Error("The web process did not become ready. See its output above.");
}

export function startWorkerProcess(settings: Settings): ProductProcess {
  return toProcess(startProcess(["scripts/run.mjs", "scripts/worker.ts"], settings));
}

function startProcess(args: readonly string[], settings: Settings): ChildProcess {
  return spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", LOG_LEVEL: "silent", PTS_METRICS_TOKEN: METRICS_TOKEN },
      ...{ NEXTAUTH_SECRET: "a secret of a test, 32 bytes or more" },
      ...settings,
    },
  });
}

function toProcess(child: ChildProcess): ProductProcess {
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  };
  return { pid: child.pid ?? 0, stop };
}

/** The sum of a metric over all samples whose line has each of these texts. */
export async function readMetric(
  address: string,
  name: string,
  ...labels: readonly string[]
): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const response = await fetch(`${address}/api/metrics`, { headers });
  if (!response.ok) throw new Error(`The metrics respond with ${response.status}.`);
  const lines = (await response.text()).split("\n");
  return lines
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .filter((line) => labels.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}
