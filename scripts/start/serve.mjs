import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startChild } from "./children.mjs";
import { StepError, showStep } from "./report.mjs";

const READY_SECONDS = 120;
const ANY_HOST = ["0.0.0.0", "::"];

/** Starts the server. Resolves when it responds, with its process and the promise of its exit code. */
export async function serve(settings, environment, { isDevelopment, isCluster }) {
  const { port, host } = settings;
  return await showStep("Starting the server", async () => {
    const program = isCluster ? "scripts/start/cluster.mjs" : "scripts/start/server.mjs";
    const args = [program, host, String(port), "--end-with-parent"];
    // The stack of an error names the source that the developer edits.
    const developmentArgs = ["--enable-source-maps", ...args, "--dev"];
    const server = startChild(process.execPath, isDevelopment ? developmentArgs : args, {
      env: {
        ...environment,
        NODE_ENV: isDevelopment ? "development" : "production",
        NEXT_TELEMETRY_DISABLED: "1",
      },
    });
    await waitUntilReady(server, settings);
    return server;
  });
}

async function waitUntilReady({ child, ended }, { host, port }) {
  const name = ANY_HOST.includes(host) ? "127.0.0.1" : host;
  const url = `http://${name.includes(":") ? `[${name}]` : name}:${port}/api/health`;
  const deadline = performance.now() + READY_SECONDS * 1000;
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  while (!hasEnded && performance.now() < deadline) {
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (response?.ok) {
      return;
    }
    await wait(40);
  }
  throw new StepError(
    hasEnded
      ? `The server ended before it was ready (exit code ${child.exitCode}). See its output above.`
      : `The server did not respond at ${url} within ${READY_SECONDS} s.`,
  );
}

/** Prints the URL and, in the demo, its accounts. */
export function printWelcome({ publicUrl, isDemo, dataDirectory }) {
  console.log(`\nThe service is ready: ${publicUrl}\n`);
  const accounts = isDemo ? readDemoAccounts(dataDirectory) : [];
  if (accounts.length > 0) {
    console.log("Accounts of the demo:");
    printTable(
      accounts.map(({ role, email, organization, username, password }) => [
        role.replace("_", " "),
        email ?? `${organization}/${username}`,
        password,
      ]),
    );
    console.log("");
  }
  console.log("Stop it with Ctrl-C.");
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(
      `  ${row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("   ")
        .trimEnd()}`,
    );
  }
}

function readDemoAccounts(dataDirectory) {
  try {
    return JSON.parse(readFileSync(join(dataDirectory, "demo-accounts.json"), "utf8"));
  } catch {
    return [];
  }
}
