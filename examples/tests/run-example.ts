import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packClients, python } from "@/scripts/clients/pack.mjs";

export const languages = ["JavaScript", "Python"] as const;
export type Language = (typeof languages)[number];

type Example = {
  readonly language: Language;
  /** As `sync-tickets`. */
  readonly name: string;
  readonly args?: readonly string[];
  readonly url: string;
  readonly token: string;
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

  const start = ({ language, name, args = [], url, token }: Example): ChildProcess => {
    const isPython = language === "Python";
    const file = isPython
      ? join(folder, "python", `${name.replaceAll("-", "_")}.py`)
      : join(folder, "javascript", `${name}.mjs`);
    return spawn(isPython ? python : process.execPath, [file, ...args], {
      // A wheel is an archive that Python imports from.
      env: { ...process.env, PYTHONPATH: wheel, PTS_URL: url, PTS_TOKEN: token },
      stdio: ["ignore", "pipe", "pipe"],
    });
  };
  const run = (example: Example): Promise<Ended> => waitForEnd(start(example));
  return { folder, start, run };
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
