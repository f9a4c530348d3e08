import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Whether node_modules holds what the lockfile names. npm writes its own list there as the last
 * thing, so an install that broke off counts as none, and one made by hand counts.
 * Optional packages are not looked for: most of them are for other platforms.
 */
export function isInstalled({ includeDevelopment }) {
  const installed = readPackages("node_modules/.package-lock.json");
  return Object.entries(readPackages("package-lock.json"))
    .filter(([path]) => path !== "")
    .filter(([, { dev, optional, devOptional }]) => {
      return !optional && !devOptional && (includeDevelopment || !dev);
    })
    .every(
      ([path, { version }]) =>
        installed[path]?.version === version && existsSync(join(root, path, "package.json")),
    );
}

function runNpm(args) {
  const npm = process.env.npm_execpath;
  const options = { cwd: root, stdio: "inherit" };
  return npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/**
 * Installs from the lockfile unless that was done. Plain JavaScript: it runs before any package is
 * there. Returns whether it installed; throws with what to do when npm failed.
 */
export function installWhenNeeded({ includeDevelopment = true, report = console.log } = {}) {
  if (isInstalled({ includeDevelopment })) {
    return false;
  }
  report("Installing packages from the lockfile …");
  const include = includeDevelopment ? ["--include=dev"] : [];
  const { status, error } = runNpm([
    "ci",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    ...include,
  ]);
  if (status !== 0) {
    throw new Error(
      `npm ci failed${error ? ` (${error.message})` : ""}: see its message above, then run this again.`,
    );
  }
  return true;
}
