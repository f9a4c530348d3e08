/** `npm run clients:pack`: writes the packages of the clients, an npm tarball and a wheel, into a folder. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder, pythonFolder, typescriptFolder } from "./paths.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0)
    throw new Error(`${command} ${args[0]} failed: ${error ?? ""}${stdout}${stderr}`);
  return stdout.trim();
}

/** The Python of the system, which has the packages of Debian. */
export const python = existsSync("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

function hasPythonBuild() {
  return spawnSync(python, ["-c", "import build, setuptools, wheel"]).status === 0;
}

function packTypeScript(target) {
  rmSync(join(typescriptFolder, "dist"), { recursive: true, force: true });
  run(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", typescriptFolder],
    root,
  );
  const args = ["pack", "--ignore-scripts", "--silent", "--pack-destination", target];
  return join(target, run("npm", args, typescriptFolder).split("\n").at(-1));
}

/** By Debian's python3-build where it is installed, else by a script that writes the format of wheels. */
function packPython(target) {
  const copy = join(cacheFolder, "python");
  rmSync(copy, { recursive: true, force: true });
  cpSync(pythonFolder, copy, { recursive: true, filter: (file) => !file.includes("__pycache__") });
  if (hasPythonBuild()) {
    run(python, ["-m", "build", "--wheel", "--no-isolation", "--outdir", target], copy);
  } else run(python, ["build_wheel.py", target], copy);
  return join(target, "performance_tracking_client-0.2.0-py3-none-any.whl");
}

/** The paths of both packages. */
export function packClients(target) {
  mkdirSync(target, { recursive: true });
  return { tarball: packTypeScript(target), wheel: packPython(target) };
}

if (process.argv[1] === import.meta.filename) {
  const { tarball, wheel } = packClients(process.argv[2] ?? join(cacheFolder, "packages"));
  console.log(`${tarball}\n${wheel}`);
}
