import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findFreePort } from "@/scripts/product/free-port";
import { createFreshDatabase } from "@/scripts/test/fresh-database";
import { runProgram } from "./run-program";

export type ComparedProgram = {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly pid: number;
  readonly stop: () => Promise<void>;
};

const systemPython = "/usr/bin/python3";
const startSeconds = 30;

/**
 * Starts the program of a folder on a database of its own, with one process: an `app.py` with a WSGI `app`, which reads
 * BASELINE_DB, and with the commands `load <members> <entries>` and `token <member>`. Member 1 is its manager.
 */
export async function startComparedProgram(
  folder: string,
  server: string,
  size: { readonly members: number; readonly entries: number },
): Promise<ComparedProgram> {
  if (!existsSync(join(folder, "app.py"))) throw new Error(`${folder} has no app.py.`);
  const python = existsSync(systemPython) ? systemPython : "python3";
  const database = await createFreshDatabase(server);
  const environment = { BASELINE_DB: database.url };
  const run = (...args: string[]) =>
    runProgram(python, ["app.py", ...args], { cwd: folder, environment });
  try {
    await run("load", String(size.members), String(size.entries));
    const token = (await run("token", "1")).trim();
    const port = await findFreePort();
    const child = spawn(
      python,
      ["-m", "gunicorn", "-w", "1", "-b", `127.0.0.1:${port}`, "app:app"],
      {
        stdio: "ignore",
        cwd: folder,
        env: { ...process.env, ...environment },
      },
    );
    const address = `http://127.0.0.1:${port}`;
    await waitUntilResponds(child, address);
    return {
      address,
      pid: child.pid ?? 0,
      headers: { Authorization: `Bearer ${token}` },
      stop: async () => {
        await end(child);
        await database.drop();
      },
    };
  } catch (error) {
    await database.drop();
    throw error;
  }
}

async function waitUntilResponds(child: ChildProcess, address: string): Promise<void> {
  for (let attempt = 0; attempt < startSeconds * 10 && child.exitCode === null; attempt += 1) {
    const response = await fetch(address).catch(() => null);
    if (response !== null) return;
    await wait(100);
  }
  throw new Error("The program to compare with did not start.");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}
