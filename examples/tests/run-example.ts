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

type Installed = {
  /** With the folders `javascript` and `python`. */
  readonly folder: string;
  readonly python: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** A folder with the examples and the packages of both clients, unpacked where programs find them. */
export function installExamples() {
  const { folder, tarball, wheel } = copyExamples();
  const installed = join(folder, "javascript/node_modules/performance-tracking-client");
  mkdirSync(installed, { recursive: true });
  runTool("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"], folder);
  // A wheel is an archive that Python imports from.
  return createRunner({ folder, python, environment: { PYTHONPATH: wheel } });
}

/** The same, installed as a user does: by npm, and by pip in a virtual environment that has only the wheel. */
export function installExamplesAsUser() {
  const { folder, tarball, wheel } = copyExamples();
  const bin = join(folder, "venv/bin");
  runTool(
    "npm",
    ["install", "--offline", "--no-audit", "--no-fund", tarball],
    `${folder}/javascript`,
  );
  runTool(python, ["-m", "venv", join(folder, "venv")], folder);
  runTool(join(bin, "python"), ["-m", "pip", "install", "--no-index", wheel], folder);
  return createRunner({ folder, python: join(bin, "python"), environment: {} });
}

function copyExamples() {
  const folder = mkdtempSync(join(tmpdir(), "pts-examples-"));
  for (const language of ["javascript", "python"]) {
    cpSync(join(import.meta.dirname, "..", language), join(folder, language), { recursive: true });
  }
  return { folder, ...packClients(folder) };
}

/** @throws Error where it fails. */
function runTool(command: string, args: readonly string[], folder: string): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed:\n${stdout}${stderr}`);
}

function createRunner({ folder, python, environment }: Installed) {
  const startProgram = (command: string, args: readonly string[], { url, token }: Access) =>
    spawn(command, args, {
      cwd: folder,
      env: { ...process.env, ...environment, PTS_URL: url, PTS_TOKEN: token },
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
