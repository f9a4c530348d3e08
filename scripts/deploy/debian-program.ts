import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const cache = "node_modules/.cache/performance-tracking/debian";
const libraryFolder = "usr/lib/x86_64-linux-gnu";

export type Program = {
  readonly path: string;
  /** To start it with. */
  readonly environment: NodeJS.ProcessEnv;
};

type DebianPackage = {
  readonly name: string;
  /** Inside the package. */
  readonly path: string;
  /** Packages with libraries that it needs. */
  readonly libraries?: readonly string[];
};

/**
 * The program of this machine, else that of Debian's package, which is unpacked into a folder of its own and not
 * installed.
 * @throws Error when neither is possible
 */
export function getDebianProgram({ name, path, libraries = [] }: DebianPackage): Program {
  const program = path.slice(path.lastIndexOf("/") + 1);
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/bin"];
  const installed = folders.map((folder) => join(folder, program)).find((one) => existsSync(one));
  if (installed !== undefined) return { path: installed, environment: process.env };
  const folder = resolve(cache, name);
  if (!existsSync(join(folder, path))) unpack([name, ...libraries], folder);
  const own = [join(folder, libraryFolder), join(folder, libraryFolder, "systemd")];
  const LD_LIBRARY_PATH = own.join(":");
  return { path: join(folder, path), environment: { ...process.env, LD_LIBRARY_PATH } };
}

function unpack(packages: readonly string[], folder: string): void {
  console.log(`Unpacking Debian's ${packages.join(", ")} into ${folder} …`);
  const downloads = join(folder, "packages");
  mkdirSync(downloads, { recursive: true });
  const download = spawnSync("apt-get", ["download", ...packages], { cwd: downloads });
  if (download.status !== 0) {
    throw new Error(
      `Install Debian's package ${packages[0]}, then try again: ${download.stderr ?? "apt-get is missing"}`,
    );
  }
  for (const file of readdirSync(downloads)) {
    execFileSync("dpkg", ["-x", join(downloads, file), folder]);
  }
}

/** Runs a program to its end. @returns its output. @throws Error with its output when it fails */
export function runProgram({ path, environment }: Program, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(path, args, { env: environment, encoding: "utf8" });
  if (status === 0) return `${stdout}${stderr}`.trim();
  throw new Error(`${path} ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
}
