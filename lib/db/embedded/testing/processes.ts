import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const runScript = join("scripts", "run.mjs");

export type Ended = { readonly code: number | null; readonly stderr: string };

/** A separate data folder, with a function to remove it. */
export function makeDataDirectory(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "pts-embedded-"));
  return {
    path,
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}

/** Starts a process that holds a lease until it is killed. Resolves once it has the lease. */
export async function startUser(dataDirectory: string): Promise<ChildProcess> {
  const script = join("lib", "db", "embedded", "testing", "hold-lease.ts");
  const child = spawn(process.execPath, [runScript, script, dataDirectory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`The user ended early (exit code ${code}).`)));
  });
  return child;
}

/** Starts a second server on a folder, which is not allowed, and waits for its end. */
export function runServer(dataDirectory: string): Promise<Ended> {
  const script = join("scripts", "embedded-database.ts");
  const child = spawn(process.execPath, [runScript, script, dataDirectory], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, stderr }));
  });
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether the process ended by itself within the time. */
export async function hasEndedWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (isRunning(pid) && performance.now() < deadline) {
    await wait(20);
  }
  return !isRunning(pid);
}
