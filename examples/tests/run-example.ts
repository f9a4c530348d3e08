import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packClients, python } from "@/scripts/clients/pack.mjs";

export const languages = ["JavaScript", "Python"] as const;
export type Language = (typeof languages)[number];

type Access = { readonly url: string; readonly token: string };

type Example = Access & {
  readonly language: Language;
  /** As `sync-tickets`. */
  readonly name: string;
  readonly args?: readonly string[];
};

type Ended = { readonly status: number | null; readonly output: string };

/** A folder with the examples and the packages of both clients, installed as a user does. */
export function installExamples() {
  const folder = mkdtempSync(join(tmpdir(), "pts-examples-"));
  const { tarball, wheel } = packClients(folder);
  const installed = join(folder, "javascript/node_modules/performance-tracking-client");
  cpSync(join(import.meta.dirname, "../javascript"), join(folder, "javascript"), {
    recursive: true,
  });
  cpSync(join(import.meta.dirname, "../python"), join(folder, "python"), { recursive: true });
  mkdirSync(installed, { recursive: true });
  const { status } = spawnSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  if (status !== 0) throw new Error("tar could not unpack the npm package.");

  const startProgram = (command: string, args: readonly string[], { url, token }: Access) =>
    spawn(command, args, {
      cwd: folder,
      // A wheel is an archive that Python imports from.
      env: { ...process.env, PYTHONPATH: wheel, PTS_URL: url, PTS_TOKEN: token },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const start = ({ language, name, args = [], ...access }: Example): ChildProcess =>
    language === "Python"
      ? startProgram(python, [`python/${name.replaceAll("-", "_")}.py`, ...args], access)
      : startProgram(process.execPath, [`javascript/${name}.mjs`, ...args], access);
  const run = (example: Example): Promise<Ended> => waitForEnd(start(example));
  const runSample = (language: string, code: string, access: Access): Promise<Ended> => {
    if (language === "sh") return waitForEnd(startProgram("sh", ["-c", code], access));
    if (language === "python") return waitForEnd(startProgram(python, ["-c", code], access));
    // Node.js finds packages from the place of a file.
    const file = join(folder, "javascript/sample.mjs");
    writeFileSync(file, code);
    return waitForEnd(startProgram(process.execPath, [file], access));
  };
  return { folder, start, run, runSample };
}

export function waitForEnd(child: ChildProcess): Promise<Ended> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}
