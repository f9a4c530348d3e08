/**
 * Runs a command with a temporary PostgreSQL cluster. The command finds its URL in PTS_TEST_DATABASE_URL:
 *   tsx scripts/postgresql/with-postgresql.ts <command> [argument …]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { startTemporaryCluster } from "./temporary-cluster";

let child: ChildProcess | null = null;
let interruption: NodeJS.Signals | null = null;

function runCommand(command: string, args: string[], url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child = spawn(command, args, {
      stdio: "inherit",
      shell: process.platform === "win32",
      env: { ...process.env, PTS_TEST_DATABASE_URL: url },
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

async function main(): Promise<void> {
  const [command, ...args] = process.argv.slice(2);
  if (command === undefined) {
    throw new Error("Name the command to run with the temporary PostgreSQL cluster.");
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      interruption = signal;
      child?.kill(signal);
    });
  }
  const cluster = await startTemporaryCluster();
  try {
    process.exitCode = interruption === null ? await runCommand(command, args, cluster.url) : 1;
  } finally {
    await cluster.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
