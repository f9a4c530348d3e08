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
 * Whether node_modules contains the packages of the lockfile. npm writes its own list there last, so an interrupted
 * install does not count. Optional packages are ignored: most of them are for other platforms.
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
 * Installs the packages of the lockfile unless they are installed. Plain JavaScript: no package may be there yet.
 * Returns whether it installed. @throws Error when npm fails
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
      `npm ci failed${error ? ` (${error.message})` : ""}: see its output above, then try again.`,
    );
  }
  return true;
}
