import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { typescriptFolder } from "./paths.mjs";

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(typescriptFolder, file), "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

function isInstalled() {
  const installed = readPackages("node_modules/.package-lock.json");
  return Object.entries(readPackages("package-lock.json"))
    .filter(([path, { optional }]) => path !== "" && !optional)
    .every(
      ([path, { version }]) =>
        installed[path]?.version === version && existsSync(join(typescriptFolder, path)),
    );
}

/**
 * Installs the generators of clients from their own lockfile, unless they are there. They need an older TypeScript than
 * the project. No package runs a script of its own. @throws Error when npm fails
 */
export function installClientTools() {
  if (isInstalled()) return;
  const args = ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  const { status, stderr } = spawnSync("npm", [...args, "--loglevel=error"], {
    cwd: typescriptFolder,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error(`npm ci failed in clients/typescript:\n${stderr}`);
}
